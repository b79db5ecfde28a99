package org.antiphon.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.antiphon.database.Database;

/// A large graph, drawn by arithmetic from the row's number, so that it is the same everywhere.
final class NetworkSeed {
  private static final long DAY = 86_400;
  private final Database database;
  private final Instant end;

  NetworkSeed(Database database, Instant end) {
    this.database = database;
    this.end = end;
  }

  static UUID id(int number) {
    return new UUID((((long) number + 1) << 16) | 0x7000L, 0x8000_0000_0000_0000L);
  }

  /// Rows of each table, from one number an upload. `h` scatters that number.
  void plant(int uploads) {
    for (var sql : STATEMENTS)
      database
          .sql()
          .sql(sql.replace("$N", Integer.toString(uploads)).replace("$ID", ID).replace("$H", H))
          .param("began", end.minusSeconds(400 * DAY).atOffset(ZoneOffset.UTC))
          .update();
    for (var table :
        List.of(
            "upload", "graph_carries", "graph_same_audio", "graph_rests_on", "graph_case_state"))
      database.sql().sql("analyze " + table).update();
  }

  private static final String ID = "(lpad(to_hex(i + 1), 12, '0') || '70008000000000000000')::uuid";
  private static final String H = "(abs(hashint4(i)))";

  private static final List<String> STATEMENTS =
      List.of(
          """
          insert into platform select 'p' || i, 'P' || i, 'none', null, true, :began::timestamptz
          from generate_series(0, 29) i
          """,
          """
          insert into upload (id, platform_id, external_id, revision, state, published_at, page_url,
            audio_url, seconds, uploader, credits, uploader_id, title, seen_at, changed_at)
          select $ID, 'p' || $H % 30, 'u' || i, 1, 'SEEN',
            :began::timestamptz + i * (interval '400 days' / $N) - make_interval(secs => $H % 900000),
            'https://x.test/' || i, 'https://x.test/' || i, 200, '{}', '{}',
            'a' || ($H / 31) % ($N / 7 + 1), 'title ' || i,
            :began::timestamptz + i * (interval '400 days' / $N),
            :began::timestamptz + i * (interval '400 days' / $N)
          from generate_series(0, $N - 1) i
          """,
          """
          insert into graph_carries (upload_id, recording_id, upload_seconds, upload_from, upload_to,
            recording_from, recording_to, tempo, pitch, score, expected_false_matches, assessment_id,
            valid_from, recorded_at)
          select $ID, 'r' || case when $H % 20 = 0 then ($H / 20) % 20
              else 20 + ($H / 20) % ($N / 20 + 1) end,
            200, 0, 190, 5, 195, 0.9 + ($H % 20) / 100.0, 0, 40, 1e-40, $ID,
            :began::timestamptz + i * (interval '400 days' / $N),
            :began::timestamptz + i * (interval '400 days' / $N)
          from generate_series(0, $N - 1) i
          """,
          """
          insert into graph_via select $ID, 'distributor ' || ($H / 7) % 400, 'credits',
            :began::timestamptz + i * (interval '400 days' / $N)
          from generate_series(0, $N - 1) i where $H % 3 > 0
          """,
          // stars of some 8, scattered over the whole time: what is gone comes back
          """
          insert into graph_same_audio (a, b, by, evidence, valid_from, recorded_at)
          select a, b, 'file', 'seed', at, at from (
            select upload_id as b, recorded_at as at, first_value(upload_id) over (
              partition by recording_id, place % greatest(1, copies / 8) order by upload_id) as a
            from (select upload_id, recorded_at, recording_id,
                row_number() over (partition by recording_id order by upload_id) - 1 as place,
                count(*) over (partition by recording_id) as copies
              from graph_carries where 0 < length(:began::timestamptz::text)) placed) tied
          where a < b
          """,
          """
          insert into graph_family select a, min(recorded_at), count(*) + 1, null
          from graph_same_audio where 0 < length(:began::timestamptz::text) group by a
          """,
          """
          insert into graph_family_member select b, a from graph_same_audio
          where 0 < length(:began::timestamptz::text)
          union all select id, id from graph_family
          """,
          """
          with routed as (insert into routing select $ID, $ID, $ID, :began::timestamptz, '[]', '[]', '{}'
            from generate_series(0, $N - 1, 5) i returning id)
          insert into enforcement_case (id, state, basis, outcome, code, reason, platform_id,
            upload_id, target_external_id, uploader_id, audio_sha256, routing_id, assessment_id,
            owner, regime, territories, recordings, strength, opened_at, changed_at)
          select u.id, case when hashtext(u.id::text) % 12 = 0 then 'RETRACTED'
              when hashtext(u.id::text) % 3 = 0 then 'REFUSED' else 'DOWN' end,
            'COPIED_RECORDING', 'NOTICE', 'NOTICE', 'a match', u.platform_id, u.id,
            u.external_id, u.uploader_id, repeat('a', 64), u.id, u.id, 'us', 'US_512', '{US}',
            array[c.recording_id], 40, u.seen_at, u.seen_at + interval '3 days'
          from routed join upload u on u.id = routed.id join graph_carries c on c.upload_id = u.id
          """,
          """
          insert into graph_case_state
          select id, opened_at, changed_at, 'OPEN', false, upload_id, platform_id, uploader_id
          from enforcement_case where 0 < length(:began::timestamptz::text)
          """,
          """
          insert into notice (id, case_id, state, platform_id, target_external_id, upload_id, basis,
            round, idempotency_key, mandate_id, mandate_sha256, drafted_for, document,
            document_sha256, evidence_sha256, attestation_id, drafted_at, changed_at)
          select id, id, 'VERIFIED_DOWN', platform_id, target_external_id, upload_id, basis, 1,
            translate(substr(md5(id::text) || md5(id::text), 1, 26), '0189', 'ghij'), 'm1',
            repeat('a', 64), id, ''::bytea, encode(sha256(''::bytea), 'hex'), repeat('b', 64), id,
            opened_at, opened_at
          from enforcement_case where state = 'DOWN' and 0 < length(:began::timestamptz::text)
          """,
          """
          insert into watch (notice_id, accepted_at, event_at, verified_at)
          select id, drafted_at, drafted_at, drafted_at + interval '3 days' from notice
          where 0 < length(:began::timestamptz::text)
          """,
          """
          insert into graph_rests_on (kind, key, on_kind, on_key, at)
          select 'assessment', assessment_id::text, 'recording', recording_id, recorded_at
          from graph_carries where 0 < length(:began::timestamptz::text)
          union all
          select 'assessment', assessment_id::text, 'algorithm', 'lm1/seed', recorded_at
          from graph_carries
          """);
}
