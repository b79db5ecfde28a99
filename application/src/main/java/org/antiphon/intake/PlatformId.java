package org.antiphon.intake;

import java.util.regex.Pattern;
import org.antiphon.problem.InvalidInput;

/// Our short name for a platform, as in the settings.
public record PlatformId(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /// Files given by hand.
  public static final PlatformId FOLDER = new PlatformId("folder");

  /// Addresses given by hand.
  public static final PlatformId WEB = new PlatformId("web");

  /// Refuses anything else.
  public PlatformId {
    if (!FORM.matcher(text).matches())
      throw new InvalidInput(
          "PLATFORM_ID",
          "platform",
          "\"" + text + "\" is no platform id",
          "use up to 63 of a-z, 0-9 and -");
  }

  @Override
  public String toString() {
    return text;
  }
}
