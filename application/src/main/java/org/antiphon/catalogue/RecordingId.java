package org.antiphon.catalogue;

import java.util.regex.Pattern;
import org.antiphon.problem.InvalidInput;

/// Our name of a recording: the owner's own id where they have one, else its ISRC, else made from
/// its sound. 1 to 64 letters, digits, `.`, `_`, `:` and `-`; begins with a letter or a digit.
public record RecordingId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

  public RecordingId {
    if (!FORM.matcher(value).matches())
      throw new InvalidInput(
          "RECORDING_ID",
          "id",
          "\"" + value + "\" is no id of a recording",
          "1 to 64 letters, digits, . _ : or -, beginning with a letter or a digit");
  }

  /// The id of a recording that has neither an id of its owner's nor an ISRC.
  ///
  /// @param audioSha256 64 lower-case hex digits
  public static RecordingId ofSound(String audioSha256) {
    return new RecordingId("r" + audioSha256.substring(0, 15));
  }

  @Override
  public String toString() {
    return value;
  }
}
