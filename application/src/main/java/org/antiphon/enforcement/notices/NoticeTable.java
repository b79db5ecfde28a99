package org.antiphon.enforcement.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.cases.CaseId;
import org.jspecify.annotations.Nullable;

/// The table of notices. Statements only.
final class NoticeTable {
  private static final String COLUMNS =
      """
      select id, case_id, state, platform_id, target_external_id, upload_id, basis, round,
        idempotency_key, mandate_id, mandate_sha256, drafted_for, document_sha256, evidence_sha256,
        attestation_id, platform_reference, drafted_at, attested_at, changed_at from notice
      """;
  private final Database database;

  NoticeTable(Database database) {
    this.database = database;
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  /// A new draft, or a newer one in place of a draft of the same case.
  void put(Notice notice, byte[] document) {
    database
        .sql()
        .sql(
            """
            insert into notice (id, case_id, state, platform_id, target_external_id, upload_id,
              basis, round, idempotency_key, mandate_id, mandate_sha256, drafted_for, document,
              document_sha256, evidence_sha256, drafted_at, changed_at)
            values (:id, :about, 'DRAFTED', :platform, :external, :upload, :basis, :round, :key,
              :mandate, :mandateSha, :person, :document, :sha, :evidence, :at, :at)
            on conflict (id) do update set mandate_id = :mandate, mandate_sha256 = :mandateSha,
              drafted_for = :person, document = :document, document_sha256 = :sha,
              evidence_sha256 = :evidence, drafted_at = :at, changed_at = :at
            where notice.state = 'DRAFTED'
            """)
        .param("id", notice.id().value())
        .param("about", notice.about().value())
        .param("platform", notice.target().platform())
        .param("external", notice.target().externalId())
        .param("upload", notice.target().upload())
        .param("basis", notice.basis().name())
        .param("round", notice.round())
        .param("key", notice.key())
        .param("mandate", notice.signing().mandate())
        .param("mandateSha", notice.signing().mandateSha256())
        .param("person", notice.signing().person())
        .param("document", document)
        .param("sha", notice.documentSha256())
        .param("evidence", notice.evidenceSha256())
        .param("at", utc(notice.changedAt()))
        .update();
  }

  Optional<Notice> find(NoticeId id) {
    return one("where id = ?", id.value());
  }

  Optional<Notice> lock(NoticeId id) {
    return one("where id = ? for update", id.value());
  }

  Optional<Notice> byKey(String key) {
    return one("where idempotency_key = ?", key);
  }

  private Optional<Notice> one(String where, Object param) {
    return database.sql().sql(COLUMNS + where).param(param).query(NoticeTable::read).optional();
  }

  byte[] document(NoticeId id) {
    return database
        .sql()
        .sql("select document from notice where id = ?")
        .param(id.value())
        .query(byte[].class)
        .single();
  }

  List<Notice> ofCase(CaseId id) {
    return database
        .sql()
        .sql(COLUMNS + "where case_id = ? order by round, id")
        .param(id.value())
        .query(NoticeTable::read)
        .list();
  }

  List<Notice> ofTarget(String platform, String externalId, Basis basis) {
    return database
        .sql()
        .sql(
            COLUMNS
                + "where platform_id = ? and target_external_id = ? and basis = ? order by round")
        .params(platform, externalId, basis.name())
        .query(NoticeTable::read)
        .list();
  }

  List<Notice> page(Set<NoticeState> states, @Nullable UUID after, int limit) {
    return database
        .sql()
        .sql(
            COLUMNS
                + """
                where (cardinality(:states::text[]) = 0 or state = any(:states::text[]))
                  and (:after::uuid is null or id < :after)
                order by id desc limit :limit
                """)
        .param("states", states.stream().map(Enum::name).toArray(String[]::new))
        .param("after", after)
        .param("limit", limit)
        .query(NoticeTable::read)
        .list();
  }

  Map<NoticeState, Long> counts() {
    var counts = new EnumMap<NoticeState, Long>(NoticeState.class);
    database
        .sql()
        .sql("select state, count(*) as n from notice group by state")
        .query((row, _) -> Map.entry(NoticeState.valueOf(row.getString("state")), row.getLong("n")))
        .list()
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  void move(NoticeId id, NoticeState to, Instant at) {
    database
        .sql()
        .sql(
            """
            update notice set state = :to, changed_at = :at, first_sending_at =
              case when :to = 'SENDING' then coalesce(first_sending_at, :at)
                else first_sending_at end
            where id = :id
            """)
        .param("to", to.name())
        .param("at", utc(at))
        .param("id", id.value())
        .update();
  }

  boolean everSignedBy(UUID person) {
    return database
        .sql()
        .sql(
            "select exists (select from notice where drafted_for = ? and attestation_id is not null)")
        .param(person)
        .query(Boolean.class)
        .single();
  }

  boolean everSending(NoticeId id) {
    return database
        .sql()
        .sql("select first_sending_at is not null from notice where id = ?")
        .param(id.value())
        .query(Boolean.class)
        .single();
  }

  void signed(NoticeId id, UUID attestation, Instant at) {
    database
        .sql()
        .sql("update notice set attestation_id = ?, attested_at = ? where id = ?")
        .params(attestation, utc(at), id.value())
        .update();
  }

  void reference(NoticeId id, String reference) {
    database
        .sql()
        .sql("update notice set platform_reference = ? where id = ?")
        .params(reference, id.value())
        .update();
  }

  private static Notice read(ResultSet row, int number) throws SQLException {
    return new Notice(
        new NoticeId(row.getObject("id", UUID.class)),
        new CaseId(row.getObject("case_id", UUID.class)),
        NoticeState.valueOf(row.getString("state")),
        new Notice.Target(
            row.getString("platform_id"),
            row.getString("target_external_id"),
            row.getObject("upload_id", UUID.class)),
        Basis.valueOf(row.getString("basis")),
        row.getInt("round"),
        row.getString("idempotency_key"),
        row.getString("document_sha256"),
        row.getString("evidence_sha256"),
        new Notice.Signing(
            row.getObject("drafted_for", UUID.class),
            row.getString("mandate_id"),
            row.getString("mandate_sha256"),
            row.getObject("drafted_at", OffsetDateTime.class).toInstant(),
            Optional.ofNullable(row.getObject("attestation_id", UUID.class)),
            Optional.ofNullable(row.getObject("attested_at", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)),
        Optional.ofNullable(row.getString("platform_reference")),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
