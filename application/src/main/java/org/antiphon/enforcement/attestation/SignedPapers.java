package org.antiphon.enforcement.attestation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;

/// The stored attestations, to be shown and checked.
///
/// @param database where they lie
public record SignedPapers(Database database) {
  /// One attestation, byte for byte.
  ///
  /// @param statement RFC 8785: exactly what was signed
  /// @param signature Ed25519 over it, 64 bytes
  public record Paper(
      UUID id, UUID person, byte[] statement, byte[] signature, String keyId, Instant at) {}

  /// The attestation with this id.
  public Optional<Paper> find(UUID id) {
    return database
        .sql()
        .sql("select * from attestation where id = ?")
        .param(id)
        .query((row, _) ->
            new Paper(
                id,
                row.getObject("person", UUID.class),
                row.getBytes("statement"),
                row.getBytes("signature"),
                row.getString("key_id"),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .optional();
  }
}
