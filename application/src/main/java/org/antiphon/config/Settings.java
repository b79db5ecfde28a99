package org.antiphon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Every setting of one installation, validated. Made by [SettingsLoader]; rooms are given the part
/// they use, never the whole.
///
/// @param data the data directory, absolute
/// @param storage where the truth and the unpacked programs lie
/// @param server the address that pages and API are served at
/// @param work threads and the scale of legal clocks
/// @param provenance what signed statements are used for
/// @param secondOpinion another detector, where one is to be asked beside ours
/// @param complainant who signs notices as the complaining party, where it has been said
/// @param mail the server that takes our mail, where mail is to be sent
/// @param platforms every platform that has a section, by id
public record Settings(
    Path data,
    StorageSettings storage,
    ServerSettings server,
    WorkSettings work,
    ProvenanceSettings provenance,
    Optional<SecondOpinionSettings> secondOpinion,
    Optional<ComplainantSettings> complainant,
    Optional<MailSettings> mail,
    List<PlatformSettings> platforms) {
  public Settings {
    platforms = List.copyOf(platforms);
  }

  /// The platform with this id, where it has a section.
  public Optional<PlatformSettings> platform(String id) {
    return platforms.stream().filter(platform -> platform.id().equals(id)).findFirst();
  }

  /// How many times faster than real time the calendar runs; 1 but for demo and tests.
  public double calendarScale() {
    return work.calendarScale();
  }
}
