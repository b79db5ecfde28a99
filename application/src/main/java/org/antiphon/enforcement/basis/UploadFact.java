package org.antiphon.enforcement.basis;

import java.time.LocalDate;
import java.util.Optional;
import org.antiphon.catalogue.Authorisation;

/// The upload as far as rules care.
///
/// @param published the day it appeared; empty: nobody said
/// @param seconds of its sound
/// @param words title and description as shown, where exceptions announce themselves
public record UploadFact(
    String platform,
    String externalId,
    Optional<LocalDate> published,
    double seconds,
    String words,
    Names names) {
  /// Under which names it was put up; empty where nobody said.
  public record Names(
      String uploaderId,
      String uploaderName,
      Optional<String> distributor,
      Optional<String> labelLine) {}

  /// Whether an allow-list row names somebody behind this upload, whatever the place.
  boolean namedBy(Authorisation row, LocalDate day) {
    return switch (row.who()) {
      case UPLOADER -> says(row, names.uploaderName(), day) || says(row, names.uploaderId(), day);
      case ACCOUNT -> says(row, names.uploaderId(), day);
      case DISTRIBUTOR -> names.distributor().filter(name -> says(row, name, day)).isPresent();
      case LABEL_LINE -> names.labelLine().filter(name -> says(row, name, day)).isPresent();
    };
  }

  private static boolean says(Authorisation row, String name, LocalDate day) {
    return !name.isBlank() && row.covers(row.who(), name, row.territory(), day);
  }
}
