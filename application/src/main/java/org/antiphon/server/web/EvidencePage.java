package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.database.Database;
import org.antiphon.problem.Refused;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The address that a notice names for its evidence: the manifest under the hash that the notice
/// carries, byte for byte, so that whoever reads it can hash it; to a browser a page that says what
/// it is and where to object, with those bytes one link away. Public, for the platform and the
/// uploader, once the notice has been signed; nothing else that is stored can be reached here.
@RestController
public final class EvidencePage {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private final Database database;
  private final Blobs blobs;
  private final Pages pages;

  /// Asks which hashes notices name, and reads those blobs alone.
  public EvidencePage(Database database, Blobs blobs, Pages pages) {
    this.database = database;
    this.blobs = blobs;
    this.pages = pages;
  }

  @GetMapping("/evidence/{sha256}")
  ResponseEntity<?> manifest(HttpServletRequest request, @PathVariable String sha256)
      throws IOException {
    return wantsPage(request) ? page(sha256) : bytes(sha256);
  }

  /// The bytes, also to a browser.
  @GetMapping("/evidence/{sha256:[0-9a-f]+}.json")
  ResponseEntity<byte[]> bytes(@PathVariable String sha256) throws IOException {
    keys(sha256);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .eTag("\"" + sha256 + "\"")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .body(read(sha256));
  }

  private ResponseEntity<String> page(String sha256) throws IOException {
    var keys = keys(sha256);
    var upload = JSON.readTree(read(sha256)).path("upload");
    var page =
        pages.page(
            "EvidencePage",
            Map.of(
                "sha256",
                sha256,
                "platform",
                upload.path("platform").asString(""),
                "upload",
                upload.path("id").asString(""),
                "keys",
                keys));
    return ResponseEntity.ok()
        .headers(page.getHeaders())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .body(page.getBody());
  }

  private byte[] read(String sha256) throws IOException {
    try (var in = blobs.open(new BlobId(sha256))) {
      return in.readAllBytes();
    }
  }

  /// A browser prefers a page; whoever takes anything wants what can be hashed.
  private static boolean wantsPage(HttpServletRequest request) {
    var accepted =
        new ArrayList<>(
            MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))));
    MimeTypeUtils.sortBySpecificity(accepted);
    return quality(accepted, MediaType.TEXT_HTML) > quality(accepted, MediaType.APPLICATION_JSON);
  }

  private static double quality(List<MediaType> accepted, MediaType type) {
    return accepted.stream()
        .filter(each -> each.includes(type))
        .findFirst()
        .map(MediaType::getQualityValue)
        .orElse(0.0);
  }

  /// Keys of the signed notices that name this evidence: where one may object to each.
  private List<String> keys(String sha256) {
    if (!SHA256.matcher(sha256).matches()) throw unknown(sha256);
    var keys =
        database
            .sql()
            .sql(
                """
                select idempotency_key from notice
                where evidence_sha256 = ? and state not in ('DRAFTED', 'CANCELLED')
                order by id
                """)
            .param(sha256)
            .query((row, _) -> row.getString("idempotency_key"))
            .list();
    if (keys.isEmpty()) throw unknown(sha256);
    return keys;
  }

  private static Refused unknown(String sha256) {
    return new Refused(
        "NOT_FOUND",
        "/evidence/" + sha256,
        "no notice that was signed names this evidence",
        "copy the whole address from the notice");
  }
}
