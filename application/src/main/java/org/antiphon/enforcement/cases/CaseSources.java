package org.antiphon.enforcement.cases;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.catalogue.SongRight;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.basis.PlatformProfile;
import org.antiphon.examination.Assessment;
import org.antiphon.intake.Upload;

/// Where facts come from: the doors of intake, examination and catalogue, as far as enforcement
/// asks them. Always the present state, read in the caller's transaction.
public interface CaseSources {
  /// The upload with our id.
  Optional<Upload> upload(UUID id);

  /// The stored assessment.
  Optional<Assessment> assessment(UUID id);

  /// What the catalogue holds today about a recording; empty when it was removed.
  Optional<Facts.Work> work(RecordingId id);

  /// The artist of the roster with this name; empty when they left it.
  Optional<RosterArtist> artist(String name);

  /// What lets us act for the artist's name and likeness, and for their marks, whether it holds
  /// today or not.
  List<Mandate> artistMandates(String artist);

  /// What persons found about an upload, and did not take back.
  default List<Finding> findings(UUID upload) {
    return List.of();
  }

  /// How much of the song in a recording is ours.
  default SongRight song(RecordingId id) {
    return SongRight.WHOLE;
  }

  /// Why the roster of today lets the upload be, as far as this artist goes: somebody authorised
  /// delivers it, or a known namesake shows it.
  Optional<String> permitted(Upload upload, String artist);

  /// SHA-256 of the reference sound.
  Optional<String> referenceSha256(RecordingId id);

  /// Everything that is paused now (R21).
  default List<Pauses.Pause> pauses() {
    return List.of();
  }

  /// Whether numbers are watched (R22), and who could release what they hold.
  default Watching watching() {
    return Watching.NOT_AT_ALL;
  }

  /// How numbers are watched.
  enum Watching {
    /// They are not.
    NOT_AT_ALL,
    /// Unusual numbers are held; the first notices to a platform are not, since nobody else is here
    /// who could release them.
    ALONE,
    /// All of it.
    WITH_A_SECOND
  }

  /// What rules know of a platform.
  Optional<PlatformProfile> platform(String id);
}
