package org.antiphon.enforcement.delivery;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.antiphon.database.Database;
import org.antiphon.enforcement.attestation.Clearance;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Ledger;

/// Attested cases with their queued notices, as attestation leaves them, without the road that led
/// there. The guard is the test's: whatever is not overtaken may leave.
public final class TestPapers {
  /// SHA-256 of the sound that every notice here is about.
  public static final String AUDIO = "a".repeat(64);

  private final Database database;
  private final InstantSource clock;
  private final Notices notices;
  private final Cases cases;
  private final Map<UUID, String> overtaken = new ConcurrentHashMap<>();

  public TestPapers(Database database, Ledger ledger, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.notices = new Notices(database, ledger, clock);
    this.cases = new Cases(database, ledger, clock);
  }

  public Papers papers() {
    return new Papers(notices, cases, this::clearance, _ -> "a notice in plain words");
  }

  private Clearance clearance(NoticeId notice) {
    var code = overtaken.get(notice.value());
    return code == null ? new Clearance.Go() : new Clearance.Overtaken(code, "in this test");
  }

  /// What a notice here is about, and what it says.
  ///
  /// @param audio SHA-256 of the noticed sound
  public record Subject(String platform, String target, String audio, String document) {}

  /// A queued notice about an upload of platform p1.
  public UUID queued(int number) {
    return queued(
        number, new Subject("p1", "u" + number, AUDIO, "{\"id\":\"" + id(number) + "\"}"));
  }

  /// A queued notice about that.
  public UUID queued(int number, Subject subject) {
    var id = id(number);
    database.inTransaction(() -> {
      insertCase(id, subject);
      insertNotice(id, subject);
    });
    return id;
  }

  public static UUID id(int number) {
    return new UUID(0x7000L, 0x8000_0000_0000_0000L + number);
  }

  private void insertCase(UUID id, Subject subject) {
    database
        .sql()
        .sql(
            """
            with routed as (
              insert into routing (id, assessment_id, upload_id, at, outcomes, trace, data)
              values (:id, :id, :id, :at, '[]', '[]', '{}') returning id)
            insert into enforcement_case (id, state, basis, outcome, code, reason, platform_id,
              upload_id, target_external_id, uploader_id, audio_sha256, routing_id, assessment_id,
              owner, regime, territories, recordings, strength, opened_at, changed_at)
            select :id, 'ATTESTED', 'COPIED_RECORDING', 'NOTICE', 'NOTICE', 'a match', :platform,
              :id, :target, 'someone', :audio, id, :id, 'us', 'US_512', '{US}', '{r1}', 1, :at, :at
            from routed
            """)
        .param("id", id)
        .param("platform", subject.platform())
        .param("target", subject.target())
        .param("audio", subject.audio())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void insertNotice(UUID id, Subject subject) {
    var document = subject.document().getBytes(StandardCharsets.UTF_8);
    database
        .sql()
        .sql(
            """
            insert into notice (id, case_id, state, platform_id, target_external_id, upload_id,
              basis, round, idempotency_key, mandate_id, mandate_sha256, drafted_for, document,
              document_sha256, evidence_sha256, drafted_at, changed_at)
            values (:id, :id, 'QUEUED', :platform, :target, :id, 'COPIED_RECORDING', 1, :key, 'm1', :sha,
              :id, :document, :sha, :sha, :at, :at)
            """)
        .param("id", id)
        .param("platform", subject.platform())
        .param("target", subject.target())
        .param("key", key(id))
        .param("document", document)
        .param("sha", CanonicalJson.sha256(document))
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  public void overtake(UUID notice, String code) {
    overtaken.put(notice, code);
  }

  public NoticeState state(UUID notice) {
    return notices.get(new NoticeId(notice)).state();
  }

  public CaseState caseState(UUID notice) {
    return cases.get(notices.get(new NoticeId(notice)).about()).state();
  }

  public static String key(UUID notice) {
    var key = new StringBuilder();
    for (long left = notice.getLeastSignificantBits() & Long.MAX_VALUE;
        key.length() < 26;
        left /= 26) key.append((char) ('a' + left % 26));
    return key.toString();
  }
}
