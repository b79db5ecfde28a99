package org.antiphon.enforcement.cases;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.basis.Standing;
import org.antiphon.enforcement.basis.Standing.Prior;
import org.antiphon.examination.Stretch;
import org.jspecify.annotations.Nullable;

/// The tables of cases. Statements only; rules and ledger entries are [Cases]' business.
final class CaseTable {
  private final Database database;

  CaseTable(Database database) {
    this.database = database;
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  void insert(Case it, List<Case.Segment> segments) {
    database
        .sql()
        .sql(
            """
            insert into enforcement_case (id, state, basis, outcome, code, reason, platform_id,
              upload_id, target_external_id, uploader_id, audio_sha256, routing_id, assessment_id,
              owner, regime, territories, recordings, strength, linked_to, opened_at, changed_at)
            values (:id, :state, :basis, :outcome, :code, :reason, :platform, :upload, :external,
              :uploader, :audio, :routing, :assessment, :owner, :regime, :territories, :recordings,
              :strength, :linked, :at, :at)
            """)
        .param("id", it.id().value())
        .param("state", it.state().name())
        .param("basis", it.ground().basis().name())
        .param("outcome", it.ground().outcome())
        .param("code", it.ground().code())
        .param("reason", it.ground().reason())
        .param("platform", it.target().platform())
        .param("upload", it.target().upload())
        .param("external", it.target().externalId())
        .param("uploader", it.target().uploaderId())
        .param("audio", it.target().audioSha256())
        .param("routing", it.origin().routing())
        .param("assessment", it.origin().assessment())
        .param("owner", it.ground().owner())
        .param("regime", it.ground().regime())
        .param("territories", it.ground().territories().stream().sorted().toArray(String[]::new))
        .param(
            "recordings", it.recordings().stream().map(RecordingId::value).toArray(String[]::new))
        .param("strength", it.origin().strength())
        .param("linked", it.linkedTo().map(CaseId::value).orElse(null))
        .param("at", utc(it.openedAt()))
        .update();
    for (int i = 0; i < segments.size(); i++) insert(it.id(), i, segments.get(i));
  }

  private void insert(CaseId id, int ordinal, Case.Segment segment) {
    database
        .sql()
        .sql("insert into case_segment values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            id.value(),
            ordinal,
            segment.recording().value(),
            segment.upload().from(),
            segment.upload().to(),
            segment.reference().from(),
            segment.reference().to(),
            segment.tempoFactor(),
            segment.pitchSemitones(),
            segment.score(),
            segment.expectedFalseMatches())
        .update();
  }

  Optional<Case> find(CaseId id) {
    return database
        .sql()
        .sql("select * from enforcement_case where id = ?")
        .param(id.value())
        .query(CaseTable::read)
        .optional();
  }

  /// The same, locked until the transaction ends.
  Optional<Case> lock(CaseId id) {
    return database
        .sql()
        .sql("select * from enforcement_case where id = ? for update")
        .param(id.value())
        .query(CaseTable::read)
        .optional();
  }

  List<Case> page(CaseFilter filter, @Nullable UUID after, int limit) {
    return database
        .sql()
        .sql(
            """
            select * from enforcement_case
            where (cardinality(:states::text[]) = 0 or state = any(:states::text[]))
              and (:platform::text is null or platform_id = :platform)
              and (:recording::text is null or recordings @> array[:recording::text])
              and (:after::uuid is null or id < :after)
            order by id desc limit :limit
            """)
        .param("states", filter.states().stream().map(Enum::name).toArray(String[]::new))
        .param("platform", filter.platform().orElse(null))
        .param("recording", filter.recording().orElse(null))
        .param("after", after)
        .param("limit", limit)
        .query(CaseTable::read)
        .list();
  }

  List<Case> ofUpload(UUID upload) {
    return database
        .sql()
        .sql("select * from enforcement_case where upload_id = ? order by id")
        .param(upload)
        .query(CaseTable::read)
        .list();
  }

  /// Uploads with a case, not yet sent and not ended, that rests on some of a stretch.
  List<UUID> uploadsRestingOn(RecordingId recording, Stretch stretch) {
    return database
        .sql()
        .sql(
            """
            select distinct c.upload_id from enforcement_case c
              join case_segment s on s.case_id = c.id
            where s.recording_id = ? and s.recording_from < ? and s.recording_to > ?
              and c.state in ('OPEN', 'IN_REVIEW', 'READY', 'ATTESTED')
            order by c.upload_id
            """)
        .params(recording.value(), stretch.to(), stretch.from())
        .query((row, _) -> row.getObject("upload_id", UUID.class))
        .list();
  }

  List<Case.Segment> segments(CaseId id) {
    return database
        .sql()
        .sql("select * from case_segment where case_id = ? order by ordinal")
        .param(id.value())
        .query((row, _) ->
            new Case.Segment(
                new RecordingId(row.getString("recording_id")),
                new Stretch(row.getDouble("upload_from"), row.getDouble("upload_to")),
                new Stretch(row.getDouble("recording_from"), row.getDouble("recording_to")),
                row.getDouble("tempo_factor"),
                row.getDouble("pitch_semitones"),
                row.getDouble("score"),
                row.getDouble("expected_false_matches")))
        .list();
  }

  Map<CaseState, Long> counts() {
    var counts = new EnumMap<CaseState, Long>(CaseState.class);
    database
        .sql()
        .sql("select state, count(*) as n from enforcement_case group by state")
        .query((row, _) -> Map.entry(CaseState.valueOf(row.getString("state")), row.getLong("n")))
        .list()
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  void move(CaseId id, CaseState to, @Nullable String because, Instant at) {
    database
        .sql()
        .sql(
            """
            update enforcement_case set state = :to, changed_at = :at,
              ended_because = case when :to = 'RETRACTED' then coalesce(ended_because, :because)
                else coalesce(:because, ended_because) end
            where id = :id
            """)
        .param("to", to.name())
        .param("because", because)
        .param("at", utc(at))
        .param("id", id.value())
        .update();
  }

  void ground(CaseId id, Case.Ground ground) {
    database
        .sql()
        .sql(
            """
            update enforcement_case
            set owner = :owner, regime = :regime, territories = :territories where id = :id
            """)
        .param("owner", ground.owner())
        .param("regime", ground.regime())
        .param("territories", ground.territories().stream().sorted().toArray(String[]::new))
        .param("id", id.value())
        .update();
  }

  void hold(CaseId id, @Nullable UUID person, @Nullable Instant until) {
    database
        .sql()
        .sql("update enforcement_case set held_by = :person, held_until = :until where id = :id")
        .param("person", person)
        .param("until", until == null ? null : utc(until))
        .param("id", id.value())
        .update();
  }

  void willEnd(CaseId id, String because) {
    database
        .sql()
        .sql("update enforcement_case set ended_because = ? where id = ?")
        .params(because, id.value())
        .update();
  }

  void countered(CaseId id, boolean stands) {
    database
        .sql()
        .sql("update enforcement_case set countered = ? where id = ?")
        .params(stands, id.value())
        .update();
  }

  void released(CaseId id, UUID person, Instant at) {
    database
        .sql()
        .sql("update enforcement_case set released_by = ?, released_at = ? where id = ?")
        .params(person, utc(at), id.value())
        .update();
  }

  Optional<UUID> releasedBy(CaseId id) {
    return database
        .sql()
        .sql("select released_by from enforcement_case where id = ? and released_by is not null")
        .param(id.value())
        .query(UUID.class)
        .optional();
  }

  /// Open cases that a rule holds, the oldest first.
  List<CaseId> heldBy(List<String> codes) {
    return database
        .sql()
        .sql(
            "select id from enforcement_case where state = 'OPEN' and code in (:codes) order by id")
        .param("codes", codes)
        .query((row, _) -> new CaseId(row.getObject("id", UUID.class)))
        .list();
  }

  /// Numbers that R22 looks at: what was opened to be sent on this platform today and in the seven
  /// days before, at this uploader today, and what ever reached the platform.
  Standing.Volume volume(Case.Target target, Instant now) {
    return database
        .sql()
        .sql(
            """
            with meant as (
              select opened_at::date as day, uploader_id from enforcement_case
              where platform_id = :platform and outcome in ('NOTICE', 'HOLD')
                and opened_at > :now - interval '8 days')
            select
              (select count(*) from meant where day = (:now)::date) as today,
              (select coalesce(percentile_cont(0.5) within group (order by n), 0)
                from (select count(m.day) as n from generate_series(1, 7) as back
                  left join meant m on m.day = (:now)::date - back group by back) as days) as median,
              (select count(*) from meant
                where day = (:now)::date and uploader_id = :uploader) as at_uploader,
              (select count(*) from enforcement_case where platform_id = :platform
                and state in ('NOTIFIED', 'DOWN', 'CONTESTED', 'RETRACTED', 'RESTORED', 'CLOSED')
                and outcome in ('NOTICE', 'HOLD')) as ever
            """)
        .param("platform", target.platform())
        .param("uploader", target.uploaderId())
        .param("now", utc(now))
        .query((row, _) ->
            new Standing.Volume(
                row.getInt("today"),
                row.getDouble("median"),
                row.getInt("at_uploader"),
                row.getInt("ever")))
        .single();
  }

  /// What bars a new notice (R18): the same upload, or the same sound by the same uploader.
  List<Prior> priors(Case.Target target) {
    return database
        .sql()
        .sql(
            """
            select id, basis, state, ended_because, countered, target_external_id = :external as same
            from enforcement_case
            where platform_id = :platform
              and (target_external_id = :external
                or (audio_sha256 = :audio and uploader_id = :uploader))
              and (countered or state in
                ('ATTESTED', 'NOTIFIED', 'DOWN', 'CONTESTED', 'RETRACTED', 'RESTORED'))
            """)
        .param("platform", target.platform())
        .param("external", target.externalId())
        .param("audio", target.audioSha256())
        .param("uploader", target.uploaderId())
        .query(CaseTable::prior)
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /// An open notice bars its own target only: the same sound under another id is a reappearance and
  /// needs a notice of its own. What was answered bars both.
  private static Optional<Prior> prior(ResultSet row, int number) throws SQLException {
    var because = Optional.ofNullable(row.getString("ended_because")).orElse("");
    boolean same = row.getBoolean("same");
    var kind =
        row.getBoolean("countered")
            ? Prior.Kind.COUNTER_NOTICE
            : prior(CaseState.valueOf(row.getString("state")), because);
    if (kind == Prior.Kind.NOTICE_OPEN && !same) return Optional.empty();
    return Optional.of(new Prior(Basis.valueOf(row.getString("basis")), kind, row.getString("id")));
  }

  private static Prior.Kind prior(CaseState state, String because) {
    return switch (state) {
      case CONTESTED -> Prior.Kind.COUNTER_NOTICE;
      case RETRACTED ->
          because.equals("APPEAL_UPHELD") ? Prior.Kind.APPEAL_UPHELD : Prior.Kind.RETRACTED;
      default -> Prior.Kind.NOTICE_OPEN;
    };
  }

  /// The newest case that had the same sound by the same uploader taken down under another id.
  Optional<CaseId> reappearanceOf(Case.Target target, Basis basis) {
    return database
        .sql()
        .sql(
            """
            select id from enforcement_case
            where platform_id = ? and target_external_id <> ? and audio_sha256 = ?
              and basis = ? and state in ('NOTIFIED', 'DOWN')
            order by id desc limit 1
            """)
        .params(target.platform(), target.externalId(), target.audioSha256(), basis.name())
        .query((row, _) -> new CaseId(row.getObject("id", UUID.class)))
        .optional();
  }

  /// How many uploaders a recording was matched at.
  int uploadersOf(RecordingId recording) {
    return database
        .sql()
        .sql(
            """
            select count(distinct (platform_id, uploader_id)) from enforcement_case
            where recordings @> array[:recording::text] and basis = 'COPIED_RECORDING'
            """)
        .param("recording", recording.value())
        .query(Integer.class)
        .single();
  }

  private static Case read(ResultSet row, int number) throws SQLException {
    return new Case(
        new CaseId(row.getObject("id", UUID.class)),
        CaseState.valueOf(row.getString("state")),
        new Case.Ground(
            Basis.valueOf(row.getString("basis")),
            row.getString("outcome"),
            row.getString("code"),
            row.getString("reason"),
            row.getString("owner"),
            row.getString("regime"),
            Set.copyOf(texts(row.getArray("territories")))),
        new Case.Target(
            row.getString("platform_id"),
            row.getObject("upload_id", UUID.class),
            row.getString("target_external_id"),
            row.getString("uploader_id"),
            row.getString("audio_sha256")),
        new Case.Origin(
            row.getObject("routing_id", UUID.class),
            row.getObject("assessment_id", UUID.class),
            row.getDouble("strength")),
        texts(row.getArray("recordings")).stream().map(RecordingId::new).toList(),
        holding(row),
        Optional.ofNullable(row.getObject("linked_to", UUID.class)).map(CaseId::new),
        Optional.ofNullable(row.getString("ended_because")),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static Optional<Case.Holding> holding(ResultSet row) throws SQLException {
    var person = row.getObject("held_by", UUID.class);
    var until = row.getObject("held_until", OffsetDateTime.class);
    return person == null || until == null
        ? Optional.empty()
        : Optional.of(new Case.Holding(person, until.toInstant()));
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}
