package org.antiphon.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Ids of mandates: a hash of all they say, so that a file imported twice brings no second one.
final class MandateIds {
  private MandateIds() {}

  static String of(Mandate.Terms terms, Optional<String> documentSha256, Set<String> attesters) {
    String text =
        String.join(
            "\n",
            terms.kind().name(),
            terms.role().name(),
            terms.owner(),
            String.join(";", new TreeSet<>(terms.territories())),
            terms.from().map(Object::toString).orElse(""),
            terms.until().map(Object::toString).orElse(""),
            documentSha256.orElse(""),
            String.join(";", new TreeSet<>(attesters)));
    return "m" + Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 15);
  }
}
