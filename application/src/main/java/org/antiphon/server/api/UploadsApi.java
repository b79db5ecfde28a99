package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Scope;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.Examination;
import org.antiphon.examination.SoundNames;
import org.antiphon.intake.Intake;
import org.antiphon.intake.PlatformId;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadId;
import org.antiphon.intake.UploadQuery;
import org.antiphon.intake.UploadState;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.Media;
import org.antiphon.server.Pictures;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// What platforms showed us, newest first, with its sound.
@RestController
public final class UploadsApi {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Intake intake;
  private final Media media;
  private final Pictures pictures;
  private final Examination examination;

  /// Reads only.
  public UploadsApi(Intake intake, Examination examination, Media media, Pictures pictures) {
    this.intake = intake;
    this.examination = examination;
    this.media = media;
    this.pictures = pictures;
  }

  @GetMapping("/api/v1/uploads")
  ResponseEntity<Map<String, Object>> list(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String platform,
      @RequestParam(required = false) @Nullable UploadState state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    var caller = Caller.of(request).with(Scope.READ);
    var query =
        new UploadQuery(
            Optional.ofNullable(platform).map(PlatformId::new),
            Optional.ofNullable(state),
            Optional.empty(),
            Cursor.read(cursor).map(UploadId::new),
            Fields.limit(limit));
    var found = intake.uploads(query);
    return Cursor.page(
        request,
        found,
        upload -> view(upload, caller),
        upload -> upload.id().uuid(),
        query.limit());
  }

  /// An address to be fetched and examined.
  public record Adding(String url) {}

  /// Takes an address; a worker fetches it through the guard and examines it. The same address
  /// again is the same upload.
  @PostMapping("/api/v1/uploads")
  ResponseEntity<Map<String, Object>> add(HttpServletRequest request, @RequestBody Adding asked) {
    Caller.of(request).with(Scope.INTAKE);
    var added = intake.additions().url(address(Fields.required("url", asked.url())));
    var view = view(find(added.upload().uuid()));
    return ResponseEntity.status(added.isNew() ? HttpStatus.ACCEPTED : HttpStatus.OK)
        .header("Location", "/api/v1/uploads/" + added.upload())
        .body(view);
  }

  private static URI address(String url) {
    try {
      var address = new URI(url.strip());
      if (address.getHost() != null && Set.of("http", "https").contains(address.getScheme()))
        return address;
      throw new URISyntaxException(url, "no web address");
    } catch (URISyntaxException e) {
      throw new InvalidInput(
          "ADDRESS",
          "/url",
          "\"" + url + "\" is no web address",
          "write it whole: https://host/path");
    }
  }

  @GetMapping("/api/v1/uploads/{id}")
  Map<String, Object> one(HttpServletRequest request, @PathVariable UUID id) {
    var caller = Caller.of(request).with(Scope.READ);
    var upload = find(id);
    var view = view(upload, caller);
    upload.audio().flatMap(examination.names()::of).ifPresent(it -> view.put("hashes", hashes(it)));
    return view;
  }

  @GetMapping("/api/v1/uploads/{id}/audio")
  ResponseEntity<Resource> audio(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    return media.sound(find(id).audio().orElseThrow(() -> missing("sound of upload " + id)));
  }

  @GetMapping("/api/v1/uploads/{id}/spectrogram")
  ResponseEntity<byte[]> spectrogram(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    var sound = find(id).audio().orElseThrow(() -> missing("sound of upload " + id));
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_PNG)
        .eTag('"' + sound.sha256() + '"')
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
        .body(pictures.spectrogram(sound));
  }

  /// What was found, newest first: each the stored document with the hash of its bytes (RFC 8785).
  @GetMapping("/api/v1/uploads/{id}/assessments")
  Map<String, Object> assessments(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    var items = examination.ofUpload(find(id).id().uuid()).stream().map(UploadsApi::view).toList();
    return Map.of("items", items);
  }

  private static Map<String, @Nullable String> hashes(SoundNames.Names names) {
    var hashes = new LinkedHashMap<String, @Nullable String>();
    hashes.put("file", names.file());
    hashes.put("packets", names.packets().orElse(null));
    hashes.put("pcm", names.pcm().orElse(null));
    hashes.put("print", names.print().orElse(null));
    return hashes;
  }

  private static Map<String, Object> view(Assessment assessment) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", assessment.id().value());
    view.put("at", assessment.at());
    view.put("conclusion", assessment.conclusion());
    view.put("sha256", assessment.sha256());
    view.put("document", JSON.readTree(assessment.json()));
    return view;
  }

  private Upload find(UUID id) {
    return intake.upload(new UploadId(id)).orElseThrow(() -> missing("upload " + id));
  }

  private static Refused missing(String what) {
    return new Refused("NOT_FOUND", what, "there is no " + what, "GET /api/v1/uploads");
  }

  /// Names of uploaders, and what platforms call them, are for those who work on cases (R28).
  private static Map<String, Object> view(Upload upload, Caller caller) {
    var view = view(upload);
    if (!caller.mayReadNames()) view.put("uploader", null);
    return view;
  }

  static Map<String, Object> view(Upload upload) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", upload.id().uuid());
    view.put("platform", upload.platform().text());
    view.put("uploadId", upload.externalId());
    view.put("revision", upload.revision());
    view.put("state", upload.state());
    view.put("publishedAt", upload.publishedAt());
    view.put("pageUrl", upload.pageUrl());
    view.put("seconds", upload.seconds());
    view.put("title", upload.credits().title());
    view.put("artists", upload.credits().artists());
    view.put("uploader", Map.of("id", upload.uploader().id(), "name", upload.uploader().name()));
    view.put("audioSha256", upload.audio().map(blob -> blob.sha256()).orElse(null));
    view.put("fetchedAt", upload.fetchedAt().orElse(null));
    view.put("trouble", upload.trouble().orElse(null));
    return view;
  }
}
