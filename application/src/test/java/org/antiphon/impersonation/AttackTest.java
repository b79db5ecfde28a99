package org.antiphon.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.eval.NameAttack;
import org.antiphon.impersonation.Identity.Conclusion;
import org.junit.jupiter.api.Test;

/// 200 disguises of invented names, drawn from a seed.
class AttackTest {
  private static final long SEED = 20_261_128;

  private static final List<RosterArtist> ROSTER =
      List.of(
          Credits.TESSALINE,
          Credits.artist("The Hollow Meridians", "ar-hollow"),
          Credits.artist("Tyler, the Gardener", "ar-tyler"),
          Credits.artist("Brüna Köstrel", "ar-bruna"),
          Credits.artist("Zuvimar", "ar-zuvi"),
          Credits.artist("Ярослав Ветров", "ar-vetrov"),
          Credits.artist("María Ilusión Duarte", "ar-duarte"));

  private final NameAttack attack = new NameAttack(SEED);
  private final Impersonation examiner = new Impersonation(ROSTER);

  @Test
  void ofTwoHundredDisguisesNineteenInTwentyAreFound() {
    var missed = new ArrayList<String>();
    int disguisedButOnlyPossible = 0;
    for (int i = 0; i < 200; i++) {
      var name = ROSTER.get(i % ROSTER.size()).name();
      int kind = i / ROSTER.size() % 3;
      String disguised =
          kind == 0
              ? attack.homoglyph(name)
              : kind == 1 ? attack.invisible(name) : attack.marked(name);
      var found =
          examiner.judge(Credits.by("main:" + disguised + "@x1", "Night Drive"), Evidence.NONE);
      if (found.conclusion() == Conclusion.NONE) missed.add(disguised);
      else if (kind < 2 && found.conclusion() != Conclusion.IMPERSONATION)
        disguisedButOnlyPossible++;
    }
    assertThat(missed).as("seed %d", SEED).hasSizeLessThanOrEqualTo(10);
    assertThat(disguisedButOnlyPossible).isLessThanOrEqualTo(10);
  }

  @Test
  void noHonestNameIsTakenForADisguise() {
    for (var honest :
        List.of(
            "Tess Alinor",
            "Hollis Meridian",
            "Тимур Ветров",
            "Bruno Kostler",
            "Zoe Mar",
            "Maria Duarte",
            "Tyler",
            "ＤＪ Somebody",
            "Ζωή Μαρίνου",
            "José Öst"))
      assertThat(examiner.judge(Credits.by("main:" + honest + "@x1", "Night Drive"), Evidence.NONE))
          .as(honest)
          .isEqualTo(Identity.NOBODY);
  }
}
