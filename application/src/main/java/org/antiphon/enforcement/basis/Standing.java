package org.antiphon.enforcement.basis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antiphon.catalogue.RecordingId;

/// How this target stands with us before anything is decided.
///
/// @param priors what happened before against the same target, or the same audio by the same
///   uploader
/// @param uploaders how many unrelated uploaders each reference has matched
/// @param paused where the rule, platform or mandate is paused, and why (R21)
/// @param volume what was sent lately under the same key (R22); empty: not counted here
/// @param asked the remedy that is asked for
public record Standing(
    List<Prior> priors,
    Map<RecordingId, Integer> uploaders,
    Map<Basis, Paused> paused,
    Optional<Volume> volume,
    Remedy asked) {
  /// Nothing happened before.
  public static final Standing CLEAN =
      new Standing(List.of(), Map.of(), Map.of(), Optional.empty(), Remedy.REMOVAL);

  public Standing {
    priors = List.copyOf(priors);
    uploaders = Map.copyOf(uploaders);
    paused = Map.copyOf(paused);
  }

  /// Why new cases on a basis wait.
  ///
  /// @param code of the hold
  public record Paused(String code, String why) {}

  /// One thing that bars a new notice on the same basis.
  ///
  /// @param where the case it happened in
  public record Prior(Basis basis, Kind kind, String where) {
    /// What happened; the first that holds names the code.
    public enum Kind {
      NOTICE_OPEN("ALREADY_NOTICED", "a notice against this target is open"),
      COUNTER_NOTICE("COUNTER_NOTICE_STANDS", "a counter-notice stands"),
      RETRACTED("RETRACTED_BEFORE", "we retracted a notice against it"),
      APPEAL_UPHELD("APPEAL_UPHELD", "an appeal against it was upheld");

      final String code;
      final String words;

      Kind(String code, String words) {
        this.code = code;
        this.words = words;
      }
    }
  }

  /// Numbers of notices under one key.
  ///
  /// @param today notices of this key today
  /// @param median7 the 7-day median of its days
  /// @param atUploader notices at this uploader today
  /// @param everAtPlatform notices ever to this platform by this version of the rules
  public record Volume(int today, double median7, int atUploader, int everAtPlatform) {
    /// What is unusual about them by these limits; empty where nothing is.
    Optional<String> unusual(LawBook.Thresholds limits) {
      var said = new ArrayList<String>();
      if (today > limits.spikePerDay() && today > limits.spikeFactor() * median7)
        said.add(
            String.format(
                Locale.ROOT,
                "%d cases of this kind today, where a usual day has %.0f",
                today,
                median7));
      if (atUploader > limits.uploaderPerDay()) said.add(atUploader + " about this uploader today");
      if (everAtPlatform < limits.firstNotices())
        said.add(
            everAtPlatform == 0
                ? "no notice ever went to this platform"
                : "only " + everAtPlatform + " ever went to this platform");
      return said.isEmpty()
          ? Optional.empty()
          : Optional.of(RuleFired.UNUSUAL + ": " + String.join("; ", said));
    }
  }

  /// What can be asked for, the least first. The last three never are (R23).
  public enum Remedy {
    CORRECT_CREDITS,
    LABEL,
    TERRITORIES,
    REMOVAL,
    ACCOUNT_TERMINATION,
    MONETARY_CLAIM,
    ALL_OF_UPLOADER
  }
}
