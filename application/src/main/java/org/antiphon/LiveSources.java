package org.antiphon;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.antiphon.accounts.Accounts;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.Roster;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.catalogue.SongRight;
import org.antiphon.config.PlatformSettings;
import org.antiphon.config.Settings;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.basis.PlatformProfile;
import org.antiphon.enforcement.cases.CaseSources;
import org.antiphon.enforcement.cases.Finding;
import org.antiphon.enforcement.cases.Findings;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.CreditsShown;
import org.antiphon.examination.RosterKeeper;
import org.antiphon.examination.SharedMaterial;
import org.antiphon.impersonation.Evidence;
import org.antiphon.impersonation.IdentityFinding;
import org.antiphon.intake.Intake;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadId;

/// The present state of intake, examination and catalogue, as enforcement asks for it.
record LiveSources(
    Intake intake,
    Function<UUID, Optional<Assessment>> assessments,
    Catalogue catalogue,
    Names names,
    Settings settings,
    Caution caution)
    implements CaseSources {
  /// The roster and its index.
  record Names(Roster roster, RosterKeeper keeper) {}

  /// What makes the rules hold back: who could check, what is paused, what recordings share, what
  /// persons found.
  record Caution(Accounts accounts, Pauses pauses, SharedMaterial shared, Findings findings) {}

  @Override
  public List<Pauses.Pause> pauses() {
    return caution.pauses().open();
  }

  @Override
  public Watching watching() {
    return Contesting.watching(caution.accounts());
  }

  @Override
  public Optional<Upload> upload(UUID id) {
    return intake.upload(new UploadId(id));
  }

  @Override
  public Optional<Assessment> assessment(UUID id) {
    return assessments.apply(id);
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
                caution.shared().foreign(id)));
  }

  @Override
  public Optional<RosterArtist> artist(String name) {
    return names.roster().find(name);
  }

  @Override
  public List<Mandate> artistMandates(String artist) {
    return names.roster().mandatesFor(artist);
  }

  @Override
  public List<Finding> findings(UUID upload) {
    return caution.findings().standing(upload);
  }

  @Override
  public SongRight song(RecordingId id) {
    return catalogue.songOf(id);
  }

  @Override
  public Optional<String> permitted(Upload upload, String artist) {
    return names.keeper().get().judge(CreditsShown.of(upload), Evidence.NONE).findings().stream()
        .filter(finding -> finding.artist().equals(artist))
        .filter(finding -> finding.strength() == IdentityFinding.Strength.ENDS)
        .map(IdentityFinding::evidence)
        .findFirst();
  }

  @Override
  public Optional<String> referenceSha256(RecordingId id) {
    return catalogue.referenceBlob(id);
  }

  @Override
  public Optional<PlatformProfile> platform(String id) {
    return settings.platform(id).map(LiveSources::profile);
  }

  private static PlatformProfile profile(PlatformSettings platform) {
    return new PlatformProfile(
        platform.id(),
        platform.regimes(),
        platform.territories(),
        platform.labels(),
        platform.licensedSongs());
  }
}
