package org.antiphon.connector;

import java.time.Instant;

/// What a platform calls us about.
public sealed interface PlatformEvent {
  /// When it happened, by the platform's clock.
  Instant at();

  /// A notice changed; its version decides, not the order of arrival.
  record NoticeChanged(PlatformState state, Instant at) implements PlatformEvent {}

  /// An upload went away, for whatever reason.
  record UploadRemoved(ExternalId upload, Instant at) implements PlatformEvent {}

  /// Something this connector has no word for.
  record Other(String type, Instant at) implements PlatformEvent {}
}
