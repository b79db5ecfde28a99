package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.UUID;
import org.antiphon.accounts.Scope;
import org.antiphon.blobs.BlobId;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.intake.Intake;
import org.antiphon.intake.UploadId;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.CaseDesk;
import org.antiphon.server.Media;
import org.antiphon.server.Pictures;
import org.antiphon.server.Previews;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What pages show and play beside the facts: loudness-matched previews of uploads and recordings,
/// and the alignment of a case.
@RestController
public final class PreviewsApi {
  private final CaseDesk desk;
  private final Intake intake;
  private final Catalogue catalogue;
  private final Made made;

  /// What makes and serves them.
  public record Made(Previews previews, Pictures pictures, Media media) {}

  /// Reads only.
  public PreviewsApi(CaseDesk desk, Intake intake, Catalogue catalogue, Made made) {
    this.desk = desk;
    this.intake = intake;
    this.catalogue = catalogue;
    this.made = made;
  }

  @GetMapping("/api/v1/uploads/{id}/preview")
  ResponseEntity<Resource> upload(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    return preview(sound(id));
  }

  @GetMapping("/api/v1/recordings/{id}/preview")
  ResponseEntity<Resource> recording(HttpServletRequest request, @PathVariable String id) {
    Caller.of(request).with(Scope.READ);
    return preview(
        catalogue
            .referenceBlob(new RecordingId(id))
            .map(BlobId::new)
            .orElseThrow(() -> missing("sound of recording " + id)));
  }

  /// Shared peaks of upload and recording, as a drawing.
  @GetMapping("/api/v1/cases/{id}/alignment")
  ResponseEntity<byte[]> alignment(HttpServletRequest request, @PathVariable String id) {
    Caller.of(request).with(Scope.READ);
    var one = desk.cases().get(CaseId.parse(id));
    if (one.recordings().isEmpty()) throw missing("recording of case " + id);
    var recording = catalogue.findEvenRemoved(one.recordings().getFirst()).orElseThrow();
    byte[] svg =
        made.pictures()
            .alignment(sound(one.target().upload()), recording.id(), recording.seconds());
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("image/svg+xml"))
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
        .body(svg);
  }

  /// The picture that a case's upload is shown with, drawn anew.
  @GetMapping("/api/v1/cases/{id}/cover")
  ResponseEntity<byte[]> cover(HttpServletRequest request, @PathVariable String id) {
    Caller.of(request).with(Scope.READ);
    var upload = desk.cases().get(CaseId.parse(id)).target().upload();
    return png(
        intake
            .coverOf(new UploadId(upload))
            .map(made.pictures()::cover)
            .orElseGet(() -> made.pictures().coverIn(sound(upload))));
  }

  /// The cover of one of our recordings, drawn anew.
  @GetMapping("/api/v1/recordings/{id}/cover")
  ResponseEntity<byte[]> ourCover(HttpServletRequest request, @PathVariable String id) {
    Caller.of(request).with(Scope.READ);
    return png(
        catalogue
            .coverOf(new RecordingId(id))
            .map(BlobId::new)
            .map(made.pictures()::cover)
            .orElseThrow(() -> missing("cover of recording " + id)));
  }

  private static ResponseEntity<byte[]> png(byte[] png) {
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_PNG)
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
        .body(png);
  }

  private ResponseEntity<Resource> preview(BlobId sound) {
    return made.media().made(sound, made.previews().of(sound));
  }

  private BlobId sound(UUID upload) {
    return intake
        .upload(new UploadId(upload))
        .flatMap(found -> found.audio())
        .orElseThrow(() -> missing("sound of upload " + upload));
  }

  private static Refused missing(String what) {
    return new Refused("NOT_FOUND", what, "there is no " + what, "see the retention");
  }
}
