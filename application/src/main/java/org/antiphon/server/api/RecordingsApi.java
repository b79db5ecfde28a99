package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.antiphon.accounts.Scope;
import org.antiphon.blobs.BlobId;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Filter;
import org.antiphon.catalogue.Recording;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.Sound;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.Media;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The catalogue's recordings, in the order of their ids, with their sound.
@RestController
public final class RecordingsApi {
  private final Catalogue catalogue;
  private final Media media;

  /// Reads only.
  public RecordingsApi(Catalogue catalogue, Media media) {
    this.catalogue = catalogue;
    this.media = media;
  }

  @GetMapping("/api/v1/recordings")
  Map<String, Object> list(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    Caller.of(request).with(Scope.READ);
    var after = Optional.ofNullable(cursor).map(RecordingId::new);
    var found = catalogue.page(Filter.ALL, after, Fields.limit(limit));
    var body = new LinkedHashMap<String, Object>();
    body.put("items", found.stream().map(each -> Fields.chosen(request, view(each))).toList());
    body.put("next", found.size() < limit ? null : found.getLast().id().value());
    return body;
  }

  @GetMapping("/api/v1/recordings/{id}")
  Map<String, Object> one(HttpServletRequest request, @PathVariable String id) {
    Caller.of(request).with(Scope.READ);
    var view = view(catalogue.find(new RecordingId(id)).orElseThrow(() -> missing(id)));
    catalogue.soundOf(new RecordingId(id)).ifPresent(sound -> view.put("hashes", hashes(sound)));
    return view;
  }

  @GetMapping("/api/v1/recordings/{id}/audio")
  ResponseEntity<Resource> audio(HttpServletRequest request, @PathVariable String id) {
    Caller.of(request).with(Scope.READ);
    return media.sound(
        catalogue
            .referenceBlob(new RecordingId(id))
            .map(BlobId::new)
            .orElseThrow(() -> missing(id)));
  }

  private static Map<String, @Nullable String> hashes(Sound sound) {
    var hashes = new LinkedHashMap<String, @Nullable String>();
    hashes.put("file", sound.audioSha256());
    hashes.put("packets", sound.packetsSha256().orElse(null));
    hashes.put("pcm", sound.pcmSha256().orElse(null));
    hashes.put("print", sound.peaksSha256());
    return hashes;
  }

  private static Refused missing(String id) {
    return new Refused(
        "NOT_FOUND", "recording " + id, "there is no such recording", "GET /api/v1/recordings");
  }

  private static Map<String, Object> view(Recording recording) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", recording.id().value());
    view.put("title", recording.title());
    view.put("artist", recording.artist());
    view.put("isrc", recording.isrc().map(isrc -> isrc.code()).orElse(null));
    view.put("seconds", recording.seconds());
    view.put("released", recording.released().map(Object::toString).orElse(null));
    return view;
  }
}
