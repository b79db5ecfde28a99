package org.antiphon.eval;

import java.util.ArrayList;
import java.util.Map;
import java.util.Random;

/// Disguises of names, drawn from a seed. Its tables of letters are the attack's own, not those of
/// the rules. Not thread-safe.
public final class NameAttack {
  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('a', "аɑα"),
          Map.entry('c', "сϲ"),
          Map.entry('e', "еҽ"),
          Map.entry('h', "һ"),
          Map.entry('i', "іı"),
          Map.entry('j', "ј"),
          Map.entry('l', "1ӏ"),
          Map.entry('o', "оο0"),
          Map.entry('p', "рρ"),
          Map.entry('s', "ѕ"),
          Map.entry('v', "ѵν"),
          Map.entry('x', "х"),
          Map.entry('y', "у"),
          Map.entry('A', "АΑ"),
          Map.entry('B', "ВΒ"),
          Map.entry('E', "ЕΕ"),
          Map.entry('H', "НΗ"),
          Map.entry('K', "ΚК"),
          Map.entry('M', "МΜ"),
          Map.entry('O', "ОΟ"),
          Map.entry('T', "ТΤ"),
          Map.entry('Z', "Ζ"),
          Map.entry('а', "a"),
          Map.entry('е', "e"),
          Map.entry('о', "o"),
          Map.entry('р', "p"),
          Map.entry('с', "c"),
          Map.entry('В', "B"));

  private static final String INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u2062";
  private static final String MARKS = "\u0301\u0308\u0323\u0327\u0331\u0337";

  private final Random random;

  /// The same seed, the same disguises in the same order.
  public NameAttack(long seed) {
    this.random = new Random(seed);
  }

  /// One to three letters exchanged for others that look like them; the name itself where none of
  /// its letters has such a twin.
  public String homoglyph(String name) {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < name.length(); i++) if (LETTERS.containsKey(name.charAt(i))) places.add(i);
    var attack = new StringBuilder(name);
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count && !places.isEmpty(); i++) {
      int which = random.nextInt(places.size());
      int at = places.get(which);
      places.subList(which, which + 1).clear();
      String choices = LETTERS.getOrDefault(name.charAt(at), "");
      attack.setCharAt(at, choices.charAt(random.nextInt(choices.length())));
    }
    return attack.toString();
  }

  /// One to three characters that nobody sees, inside it.
  public String invisible(String name) {
    var attack = new StringBuilder(name);
    for (int i = 0; i <= random.nextInt(3); i++)
      attack.insert(
          1 + random.nextInt(attack.length() - 1),
          INVISIBLE.charAt(random.nextInt(INVISIBLE.length())));
    return attack.toString();
  }

  /// One to three marks set on its letters.
  public String marked(String name) {
    var attack = new StringBuilder(name);
    for (int i = 0; i <= random.nextInt(3); i++)
      attack.insert(
          1 + random.nextInt(attack.length() - 1), MARKS.charAt(random.nextInt(MARKS.length())));
    return attack.toString();
  }
}
