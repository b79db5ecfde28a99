package org.antiphon.impersonation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sequences of words, found in a text by walking it once: as many steps as the text has words,
/// whatever the number of sequences. Not written to after it was filled.
final class WordTrie<T> {
  /// Where sequences lead.
  private static final class Node<T> {
    final Map<String, Node<T>> next = new HashMap<>(2);
    final List<T> values = new ArrayList<>(1);
  }

  /// What lies from one word to before another.
  record Found<T>(int from, int to, List<T> values) {}

  private final Node<T> root = new Node<>();

  void add(List<String> words, T value) {
    var node = root;
    for (String word : words) node = node.next.computeIfAbsent(word.intern(), _ -> new Node<>());
    if (node != root && !node.values.contains(value)) node.values.add(value);
  }

  /// The longest sequence that begins at a word.
  @Nullable Found<T> longestAt(List<Token> tokens, int from, Function<Token, String> form) {
    var node = root;
    @Nullable Found<T> longest = null;
    for (int i = from; i < tokens.size(); i++) {
      node = node.next.get(form.apply(tokens.get(i)));
      if (node == null) break;
      if (!node.values.isEmpty()) longest = new Found<>(from, i + 1, node.values);
    }
    return longest;
  }
}
