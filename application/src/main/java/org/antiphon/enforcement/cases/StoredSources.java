package org.antiphon.enforcement.cases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.config.PlatformSettings;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.basis.PlatformProfile;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.Examination;
import org.antiphon.intake.Intake;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadId;

/// The facts as the other rooms store them.
///
/// Catalogue recordings are not yet compared with each other, so no stretch is known to be shared
/// (R8 then rests on the matches alone); no platform of the settings says that it labels.
public final class StoredSources implements CaseSources {
  private final Catalogue catalogue;
  private final Intake intake;
  private final Examination examination;
  private final Map<String, PlatformSettings> platforms;

  /// Wires it; thread-safe.
  public StoredSources(
      Catalogue catalogue,
      Intake intake,
      Examination examination,
      List<PlatformSettings> platforms) {
    this.catalogue = catalogue;
    this.intake = intake;
    this.examination = examination;
    this.platforms =
        platforms.stream().collect(Collectors.toMap(PlatformSettings::id, Function.identity()));
  }

  @Override
  public Optional<Upload> upload(UUID id) {
    return intake.upload(new UploadId(id));
  }

  @Override
  public Optional<Assessment> assessment(UUID id) {
    return examination.find(id);
  }

  @Override
  public Optional<Facts.Work> work(RecordingId id) {
    return catalogue
        .find(id)
        .map(recording ->
            new Facts.Work(
                recording,
                catalogue.mandatesFor(id),
                catalogue.exclusionsOf(id),
                catalogue.authorisationsFor(id),
                List.of()));
  }

  @Override
  public Optional<String> referenceSha256(RecordingId id) {
    return catalogue.referenceBlob(id);
  }

  @Override
  public Optional<PlatformProfile> platform(String id) {
    return Optional.ofNullable(platforms.get(id))
        .map(it -> new PlatformProfile(it.id(), it.regimes(), it.territories(), false));
  }
}
