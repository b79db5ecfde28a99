package org.antiphon.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.EntryId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the ledger in its own order and makes events of it, so that nothing is told that is not in
/// the record. An event, whom it goes to, and how far was read are one transaction: a crash leaves
/// all of them or none, and an event is made once.
final class Tail {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST = 500;
  private static final Duration BETWEEN_HEADS = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofDays(30);
  private final Database database;
  private final Jobs jobs;
  private final InstantSource clock;
  private final Listener besides;

  /// Who else hears of each event, once, in the transaction that makes it.
  interface Listener {
    void hear(EventType type, String id, Map<String, Object> body);
  }

  Tail(Database database, Jobs jobs, InstantSource clock) {
    this(database, jobs, clock, (_, _, _) -> {});
  }

  Tail(Database database, Jobs jobs, InstantSource clock, Listener besides) {
    this.database = database;
    this.jobs = jobs;
    this.clock = clock;
    this.besides = besides;
  }

  /// Tells what came since the last time.
  ///
  /// @return whether more waits already
  boolean step() {
    return database.inTransaction(() -> {
      var mark =
          database
              .sql()
              .sql("select next_leaf, head_size, head_at from webhook_mark for update")
              .query((row, _) ->
                  new Mark(
                      row.getLong("next_leaf"),
                      row.getLong("head_size"),
                      row.getObject("head_at", OffsetDateTime.class).toInstant()))
              .single();
      long end = end();
      long until = Math.min(end, mark.next + MOST);
      for (var leaf : leaves(mark.next, until)) tell(leaf);
      if (until > mark.next)
        database.sql().sql("update webhook_mark set next_leaf = ?").param(until).update();
      if (until == end) head(mark);
      return until < end;
    });
  }

  private record Mark(long next, long headSize, Instant headAt) {}

  private record Leaf(long index, UUID entry, String kind, JsonNode body) {}

  private long end() {
    return database
        .sql()
        .sql("select coalesce(max(idx) + 1, 0) from ledger_leaf")
        .query(Long.class)
        .single();
  }

  private List<Leaf> leaves(long from, long until) {
    return database
        .sql()
        .sql(
            """
            select l.idx, e.uuid, e.kind, e.body
            from ledger_leaf l join ledger_entry e on e.id = l.entry_id
            where l.idx >= :from and l.idx < :until and e.kind in (:kinds) order by l.idx
            """)
        .param("from", from)
        .param("until", until)
        .param("kinds", EventType.KINDS)
        .query((row, _) ->
            new Leaf(
                row.getLong("idx"),
                row.getObject("uuid", UUID.class),
                row.getString("kind"),
                JSON.readTree(row.getBytes("body"))))
        .list();
  }

  private void tell(Leaf leaf) {
    var types = EventType.of(leaf.kind, leaf.body.path("data"));
    for (int i = 0; i < types.size(); i++) {
      var body = new LinkedHashMap<String, Object>();
      body.put("type", types.get(i).wire());
      body.put("at", leaf.body.path("at"));
      body.put("subject", leaf.body.path("subject"));
      body.put("data", leaf.body.path("data"));
      var entry = new LinkedHashMap<String, Object>();
      entry.put("id", new EntryId(leaf.entry).toString());
      entry.put("index", leaf.index);
      body.put("entry", entry);
      var id = leaf.entry + (i == 0 ? "" : "-" + i);
      publish(id, types.get(i), body);
      besides.hear(types.get(i), id, body);
    }
  }

  /// The newest signed head, once a minute at most: a head that has left the machine cannot be
  /// taken back.
  private void head(Mark mark) {
    var now = clock.instant();
    if (mark.headAt.plus(BETWEEN_HEADS).isAfter(now)) return;
    record Head(long size, String note) {}
    var head =
        database
            .sql()
            .sql("select size, note from ledger_checkpoint order by size desc limit 1")
            .query((row, _) -> new Head(row.getLong("size"), row.getString("note")))
            .optional();
    if (head.isEmpty() || head.get().size <= mark.headSize) return;
    var body = new LinkedHashMap<String, Object>();
    body.put("type", EventType.LEDGER_CHECKPOINT.wire());
    body.put("at", now.toString());
    body.put("size", head.get().size);
    body.put("checkpoint", head.get().note);
    publish("checkpoint-" + head.get().size, EventType.LEDGER_CHECKPOINT, body);
    database
        .sql()
        .sql("update webhook_mark set head_size = ?, head_at = ?")
        .params(head.get().size, utc(now))
        .update();
    database
        .sql()
        .sql(
            """
            delete from webhook_event e where at < ? and not exists (
              select from webhook_delivery d where d.event_seq = e.seq and d.state <> 'TAKEN')
            """)
        .param(utc(now.minus(KEPT)))
        .update();
  }

  /// Makes an event and its deliveries; one that is known already changes nothing. In the caller's
  /// transaction.
  void publish(String id, EventType type, Map<String, Object> body) {
    var now = clock.instant();
    var sequence =
        database
            .sql()
            .sql(
                """
                insert into webhook_event (id, type, body, at) values (?, ?, ''::bytea, ?)
                on conflict (id) do nothing returning seq
                """)
            .params(id, type.wire(), utc(now))
            .query(Long.class)
            .optional();
    if (sequence.isEmpty()) return;
    body.put("id", id);
    body.putIfAbsent("sequence", sequence.get());
    database
        .sql()
        .sql("update webhook_event set body = ? where seq = ?")
        .params(CanonicalJson.of(body), sequence.get())
        .update();
    for (var endpoint : subscribers(type)) order(sequence.get(), endpoint, now);
  }

  private List<UUID> subscribers(EventType type) {
    return database
        .sql()
        .sql(
            """
            select id from webhook_endpoint
            where removed_at is null and (events = '{}' or ? = any(events)) order by id
            """)
        .param(type.wire())
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  private void order(long event, UUID endpoint, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into webhook_delivery (event_seq, endpoint_id, state, since, next_at)
            values (?, ?, 'WAITING', ?, ?)
            """)
        .params(event, endpoint, utc(now), utc(now))
        .update();
    jobs.schedule(
        Webhooks.SEND,
        event + "@" + endpoint,
        new Webhooks.Sending(event, endpoint),
        now,
        Priority.NORMAL);
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
