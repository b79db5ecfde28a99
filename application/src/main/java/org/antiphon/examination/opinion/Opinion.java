package org.antiphon.examination.opinion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.config.SecondOpinionSettings.Sends;

/// What came of asking another detector about one sound.
///
/// @param about what was asked about
/// @param service its name in our settings
/// @param said its answer; empty where there is none
/// @param reason why there is none, in plain words; empty text where it answered
public record Opinion(
    About about, String service, State state, Optional<Said> said, String reason, Instant at) {
  /// What was asked about.
  ///
  /// @param assessment after which it was asked
  /// @param sent what left this machine
  public record About(UUID assessment, UUID upload, String blobSha256, Sends sent) {}

  /// What it answered.
  ///
  /// @param probability that a machine made the sound, by the service's own measure, 0 to 1
  /// @param artifacts what it says it heard, in its words
  /// @param answer as it came
  /// @param answerSha256 of `answer`
  public record Said(
      double probability, List<String> artifacts, byte[] answer, String answerSha256) {
    public Said {
      artifacts = List.copyOf(artifacts);
    }
  }

  /// How asking ended.
  public enum State {
    /// It answered.
    ANSWERED,
    /// It was asked and gave no usable answer.
    GIVEN_UP,
    /// It was not asked: what would have to be sent may not be, or cannot.
    NOT_ASKED
  }

  /// How it stands to our own detector.
  public enum Agreement {
    AGREES,
    DISAGREES,
    /// Ours cannot tell, or was not asked.
    OURS_CANNOT_TELL,
    /// There is no answer.
    NO_ANSWER
  }

  /// Held against our own verdict.
  ///
  /// @param own `MACHINE_MADE`, `NO_SIGN`; anything else cannot tell
  public Agreement against(String own) {
    if (said.isEmpty()) return Agreement.NO_ANSWER;
    boolean machine = leansToMachine(said.get());
    return switch (own) {
      case "MACHINE_MADE" -> machine ? Agreement.AGREES : Agreement.DISAGREES;
      case "NO_SIGN" -> machine ? Agreement.DISAGREES : Agreement.AGREES;
      default -> Agreement.OURS_CANNOT_TELL;
    };
  }

  /// The same in a sentence, and what follows from it: nothing.
  public String inWords(String own) {
    if (said.isEmpty()) return "%s gives no opinion: %s.".formatted(service, reason);
    String theirs =
        "%s says that a machine made it with a probability of %s, by its own measure"
            .formatted(service, probability(said.get()));
    return switch (against(own)) {
      case AGREES ->
          own.equals("MACHINE_MADE")
              ? "Both agree: our detector found a decoder’s trace, and " + theirs + "."
              : "Both agree: our detector found no sign of a machine, and " + theirs + ".";
      case DISAGREES ->
          own.equals("MACHINE_MADE")
              ? "They disagree: our detector found a decoder’s trace, but " + theirs + "."
              : "They disagree: our detector found no sign of a machine, but " + theirs + ".";
      case OURS_CANNOT_TELL, NO_ANSWER -> "Our detector cannot tell; " + theirs + ".";
    };
  }

  private static boolean leansToMachine(Said said) {
    return said.probability() >= 0.5;
  }

  /// With three decimals.
  static String probability(Said said) {
    return String.format(java.util.Locale.ROOT, "%.3f", said.probability());
  }
}
