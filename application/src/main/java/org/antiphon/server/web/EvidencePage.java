package org.antiphon.server.web;

import java.io.IOException;
import java.util.regex.Pattern;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.database.Database;
import org.antiphon.problem.Refused;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The address that a notice names for its evidence: the manifest under the hash that the notice
/// carries, byte for byte, so that whoever reads it can hash it. Public, for the platform and the
/// uploader, once the notice has been signed; nothing else that is stored can be reached here.
@RestController
public final class EvidencePage {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private final Database database;
  private final Blobs blobs;

  /// Asks which hashes notices name, and reads those blobs alone.
  public EvidencePage(Database database, Blobs blobs) {
    this.database = database;
    this.blobs = blobs;
  }

  @GetMapping("/evidence/{sha256}")
  ResponseEntity<byte[]> manifest(@PathVariable String sha256) throws IOException {
    if (!SHA256.matcher(sha256).matches() || !named(sha256)) throw unknown(sha256);
    try (var in = blobs.open(new BlobId(sha256))) {
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .eTag("\"" + sha256 + "\"")
          .body(in.readAllBytes());
    }
  }

  private boolean named(String sha256) {
    return database
            .sql()
            .sql(
                """
                select count(*) from notice
                where evidence_sha256 = ? and state not in ('DRAFTED', 'CANCELLED')
                """)
            .param(sha256)
            .query(Long.class)
            .single()
        > 0;
  }

  private static Refused unknown(String sha256) {
    return new Refused(
        "NOT_FOUND",
        "/evidence/" + sha256,
        "no notice that was signed names this evidence",
        "copy the whole address from the notice");
  }
}
