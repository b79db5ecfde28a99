package org.antiphon.catalogue;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.antiphon.problem.InvalidInput;

/// One row of the allow-list: who may use a recording, where and when. Nothing is ever sent against
/// an upload that a row covers.
///
/// @param id of the row; refusals name it
/// @param recording empty: every recording of the catalogue
/// @param who what kind of name `value` is
/// @param value compared without regard to case and surrounding space
/// @param territory ISO 3166-1 code or `*`
/// @param reason why, for those who come later
public record Authorisation(
    String id,
    Optional<RecordingId> recording,
    Who who,
    String value,
    String territory,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    String reason) {
  /// By what the authorised are known.
  public enum Who {
    UPLOADER,
    DISTRIBUTOR,
    LABEL_LINE,
    ACCOUNT
  }

  public Authorisation {
    Territories.check(territory);
    if (value.isBlank())
      throw new InvalidInput(
          "AUTHORISATION", "value", "nobody is named", "name the uploader, label line or account");
    if (value.strip().equals("*"))
      throw new InvalidInput(
          "AUTHORISATION",
          "value",
          "everybody cannot be authorised: nothing would ever be found",
          "remove the recording instead");
  }

  /// Whether it covers this name here and today.
  public boolean covers(Who kind, String name, String inTerritory, LocalDate day) {
    return who == kind
        && value.strip().toLowerCase(Locale.ROOT).equals(name.strip().toLowerCase(Locale.ROOT))
        && (territory.equals(Territories.WORLD) || territory.equals(inTerritory))
        && from.map(first -> !day.isBefore(first)).orElse(true)
        && until.map(last -> !day.isAfter(last)).orElse(true);
  }
}
