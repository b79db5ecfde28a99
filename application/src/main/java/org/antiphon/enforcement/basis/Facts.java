package org.antiphon.enforcement.basis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.catalogue.ExcludedInterval;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.Recording;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.examination.CopyFact;
import org.antiphon.examination.Stretch;

/// All that is known about one upload and the recordings it touches, as values.
///
/// @param copies accepted and possible matches, best first
/// @param algorithm what the matches rest on; R3 holds it against the calibrated ones
/// @param works every recording that `copies` names
/// @param rights mandates that hang on no recording (name, mark, artwork)
public record Facts(
    UploadFact upload,
    List<CopyFact> copies,
    String algorithm,
    Map<RecordingId, Work> works,
    List<Mandate> rights,
    Findings findings) {
  public Facts {
    copies = List.copyOf(copies);
    works = Map.copyOf(works);
    rights = List.copyOf(rights);
  }

  /// What the catalogue holds about one recording.
  ///
  /// @param shared stretches that other recordings of the catalogue share, in seconds of it
  public record Work(
      Recording recording,
      List<Mandate> mandates,
      List<ExcludedInterval> exclusions,
      List<Authorisation> authorisations,
      List<Stretch> shared) {
    public Work {
      mandates = List.copyOf(mandates);
      exclusions = List.copyOf(exclusions);
      authorisations = List.copyOf(authorisations);
      shared = List.copyOf(shared);
    }

    /// Whose the recording is: as the mandate says, else the artist.
    public String owner() {
      return owner(Mandate.Kind.RECORDING);
    }

    /// Whose the right of that kind is: as its mandate says, else the artist.
    public String owner(Mandate.Kind kind) {
      return mandates.stream()
          .filter(mandate -> mandate.kind() == kind)
          .map(Mandate::owner)
          .findFirst()
          .orElse(recording.artist());
    }
  }

  /// What the other examiners found. Absent: not asked, or nothing found.
  ///
  /// @param failed code of an examiner that failed or could not tell
  /// @param speechShare part of the match that lies under speech, 0 to 1
  /// @param touched rights beside recordings, names and voices
  public record Findings(
      Optional<String> failed,
      double speechShare,
      Optional<MachineMade> machineMade,
      Optional<Identity> identity,
      Optional<Voice> voice,
      Optional<Provenance> provenance,
      List<Touched> touched) {
    public Findings {
      touched = List.copyOf(touched);
    }

    /// Findings that touch no further right.
    public Findings(
        Optional<String> failed,
        double speechShare,
        Optional<MachineMade> machineMade,
        Optional<Identity> identity,
        Optional<Voice> voice,
        Optional<Provenance> provenance) {
      this(failed, speechShare, machineMade, identity, voice, provenance, List.of());
    }

    /// Nothing but what the recordings say.
    public static final Findings NONE =
        new Findings(
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /// That a machine rendered it, as the detector says.
  ///
  /// @param secondSignal a generator's mark, a whole-work stride or a person's finding beside it
  public record MachineMade(double probability, boolean secondSignal) {}

  /// Whom the upload claims to be.
  public record Identity(Kind kind, String artist, String finding) {
    /// As the examiner of names concludes.
    public enum Kind {
      IMPERSONATION,
      POSSIBLE,
      REFERENCE,
      AUTHORISED,
      NAMESAKE
    }
  }

  /// A voice alike.
  ///
  /// @param consent the enrolment has the person's recorded consent
  public record Voice(String artist, boolean consent) {}

  /// A right that is touched otherwise than by sound or name.
  public sealed interface Touched {
    /// Whose it is.
    String owner();

    /// The recording of the catalogue on which it hangs: its cover was taken, its song is played.
    Optional<RecordingId> recording();

    /// The picture shown with the upload is a cover of ours, after resizing, recompression or a
    /// small crop.
    ///
    /// @param recording whose cover it is
    record Artwork(String owner, Optional<RecordingId> recording) implements Touched {}

    /// A registered mark stands in the credits.
    ///
    /// @param refers it names the artist as covers, tributes and reviews do, and marks no origin
    /// @param valid registered, not lapsed, in class 9 or 41, at an office of the target territory
    record Mark(String owner, String mark, boolean refers, boolean valid) implements Touched {
      @Override
      public Optional<RecordingId> recording() {
        return Optional.empty();
      }
    }

    /// A song of ours is performed; a person confirmed which.
    ///
    /// @param recording one of ours in which the song can be heard
    /// @param iswc its code; empty: none is known
    /// @param licensed the platform's profile says that it has a licence for that use
    /// @param share of the song that is ours, 0 to 1
    /// @param consent the mandate needs no co-owner's consent, or has it
    record Composition(
        String owner,
        Optional<RecordingId> recording,
        String iswc,
        boolean licensed,
        double share,
        boolean consent)
        implements Touched {}
  }

  /// What a manifest in the file says, and how far it can be trusted.
  ///
  /// @param ours the signer is the owner, or on the allow-list
  public record Provenance(State state, boolean covered, boolean ours, boolean saysAi) {
    /// How the manifest stands.
    public enum State {
      TRUSTED,
      UNTRUSTED,
      INVALID,
      MISSING
    }
  }
}
