package org.antiphon.examination;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.antiphon.blobs.Blobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Change;
import org.antiphon.catalogue.Codes;
import org.antiphon.catalogue.Described;
import org.antiphon.catalogue.Draft;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.Sound;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.Unreadable;

/// Brings a recording with its sound into the catalogue. Order of writing, so that a crash at any
/// moment leaves nothing half-added: the file, its peaks and the mandate's paper become blobs
/// (named by their content, harmless alone); then one transaction writes recording, mandate and
/// ledger entry; then the index follows ([IndexKeeper]), which it also does at the next start.
///
/// Thread-safe: several files can be added at once.
public final class ReferenceLibrary {
  private final Catalogue catalogue;
  private final Blobs blobs;
  private final Listener listener;
  private final Optional<IndexKeeper> keeper;

  /// Adds to this catalogue.
  ///
  /// @param keeper empty where another process writes to the index: that one will follow
  public ReferenceLibrary(
      Catalogue catalogue, Blobs blobs, Listener listener, Optional<IndexKeeper> keeper) {
    this.catalogue = catalogue;
    this.blobs = blobs;
    this.listener = listener;
    this.keeper = keeper;
  }

  /// Adds a draft with its sound, or finds that it is here. A file that the catalogue holds is not
  /// decoded again.
  ///
  /// @param otherwiseArtist for files that name none
  /// @throws Unreadable when the file cannot be a reference: no audio, cut off, too short, silent
  /// @throws org.antiphon.problem.InvalidInput when it contradicts the catalogue
  public Change add(Draft draft, String otherwiseArtist, Actor actor) throws IOException {
    if (draft.document().isPresent()) store(draft.document().get());
    Change change =
        draft.sound().isPresent()
            ? addFile(draft, draft.sound().get(), otherwiseArtist, actor)
            : catalogue.put(draft, Optional.empty(), actor);
    cover(draft, change.recording(), actor);
    keeper.ifPresent(IndexKeeper::catchUp);
    return change;
  }

  /// The picture that the row names, else the one in the file of sound where there is none yet.
  private void cover(Draft draft, RecordingId recording, Actor actor) throws IOException {
    switch (draft.cover().orElse(null)) {
      case Draft.Cover.File(var path) -> catalogue.cover(recording, store(path), actor);
      case Draft.Cover.Held(var sha256) -> catalogue.cover(recording, sha256, actor);
      case null -> {
        if (draft.sound().isEmpty() || catalogue.coverOf(recording).isPresent()) return;
        var carried = listener.pictureIn(draft.sound().get());
        if (carried.isPresent())
          catalogue.cover(
              recording, blobs.put(new ByteArrayInputStream(carried.get())).sha256(), actor);
      }
    }
  }

  private Change addFile(Draft draft, Path file, String otherwiseArtist, Actor actor)
      throws IOException {
    String sha256 = sha256(file);
    Optional<Sound> known =
        catalogue
            .holderOf(sha256)
            .flatMap(catalogue::soundOf)
            .filter(sound -> sound.algorithm().equals(listener.peaksAlgorithm().toString()));
    if (known.isPresent()) return catalogue.put(draft, known, actor);
    Heard heard = listener.reference(file);
    if (heard.info().fault().isPresent()) throw heard.info().fault().get();
    String stored = store(file);
    if (!stored.equals(sha256))
      throw new Unreadable(
          "UNREADABLE", file.toString(), "the file changed while it was read", "add it again");
    var peaks = blobs.put(new ByteArrayInputStream(PeaksBlob.write(heard.peaks())));
    var sound =
        new Sound(
            sha256,
            heard.info().packetsSha256(),
            heard.info().pcmSha256(),
            heard.info().seconds(),
            peaks.sha256(),
            listener.peaksAlgorithm().toString());
    return catalogue.put(tagged(draft, file, heard, otherwiseArtist), Optional.of(sound), actor);
  }

  private static Draft tagged(Draft draft, Path file, Heard heard, String otherwiseArtist) {
    if (draft.origin() == Draft.Origin.ROW) return draft;
    return draft.describedAs(TagDescription.of(file, heard.info().tags(), otherwiseArtist));
  }

  /// A draft of a file whose tags are not yet known.
  public static Draft draftOf(Path file) {
    return Draft.ofFile(
        file,
        new Described(
            TagDescription.nameOf(file), "", Optional.empty(), Optional.empty(), Codes.NONE));
  }

  /// Whether a file is in the catalogue, without decoding it.
  public Optional<RecordingId> holderOf(Path file) throws IOException {
    return catalogue.holderOf(sha256(file));
  }

  private String store(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return blobs.put(in).sha256();
    }
  }

  static String sha256(Path file) throws IOException {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Makes the index durable; call it when a batch ends.
  public void settle() {
    keeper.ifPresent(each -> {
      each.catchUp();
      each.commit();
    });
  }
}
