package org.antiphon.network.graph;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.antiphon.database.Database;

/// Uploads that are the same sound: the connected components of SAME_AUDIO, kept as they change.
///
/// An edge between two families merges them, into the one with the older id; a retracted edge has
/// its component computed anew from its edges, and what falls apart is recorded as a split. The id
/// of a family is that of its oldest member (ids of uploads are in order of time). Callers hold the
/// graph's lock.
final class Families {
  static final int LARGE = 5_000;
  static final int LARGE_MERGE = 50;
  private final Database database;

  Families(Database database) {
    this.database = database;
  }

  Optional<UUID> of(UUID upload) {
    return database
        .sql()
        .sql("select family_id from graph_family_member where upload_id = ?")
        .param(upload)
        .query(UUID.class)
        .optional();
  }

  List<UUID> members(UUID family) {
    return database
        .sql()
        .sql("select upload_id from graph_family_member where family_id = ? order by upload_id")
        .param(family)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  /// Takes a new edge into account.
  void joined(UUID a, UUID b, String because, Instant at) {
    var familyOfA = of(a);
    var familyOfB = of(b);
    if (familyOfA.isPresent() && familyOfA.equals(familyOfB)) return;
    var one = familyOfA.map(this::members).orElse(List.of(a));
    var other = familyOfB.map(this::members).orElse(List.of(b));
    var all = new ArrayList<>(one);
    all.addAll(other);
    var id = oldest(all);
    var grown = Math.min(one.size(), other.size()) > LARGE_MERGE;
    var review =
        grown ? Optional.of("two families of more than 50 were merged") : earlierReview(id);
    for (var part : List.of(familyOfA, familyOfB))
      part.filter(from -> !from.equals(id))
          .ifPresent(from -> change("MERGE", from, id, because, at));
    write(id, all, review, at);
    for (var part : List.of(familyOfA, familyOfB))
      part.filter(from -> !from.equals(id)).ifPresent(this::remove);
  }

  /// Computes a family anew after one of its edges was retracted.
  void parted(UUID member, String because, Instant at) {
    var family = of(member);
    if (family.isEmpty()) return;
    var left = new TreeSet<>(UploadOrder.OLDEST_FIRST);
    left.addAll(members(family.get()));
    var review = earlierReview(family.get());
    var components = new ArrayList<List<UUID>>();
    while (!left.isEmpty()) {
      var component = component(left.first());
      left.removeAll(component);
      components.add(List.copyOf(component));
    }
    if (components.size() == 1) return;
    database
        .sql()
        .sql("delete from graph_family_member where family_id = ?")
        .param(family.get())
        .update();
    for (var component : components) {
      var id = oldest(component);
      if (component.size() > 1) write(id, component, review, at);
      if (!id.equals(family.get())) change("SPLIT", family.get(), id, because, at);
    }
    if (components.stream().noneMatch(c -> c.size() > 1 && oldest(c).equals(family.get())))
      remove(family.get());
  }

  /// Everything that live edges lead to from an upload.
  private Set<UUID> component(UUID start) {
    var seen = new TreeSet<>(UploadOrder.OLDEST_FIRST);
    seen.add(start);
    var front = new ArrayDeque<List<UUID>>();
    front.add(List.of(start));
    while (!front.isEmpty()) {
      var next = neighbours(front.remove());
      next.removeAll(seen);
      seen.addAll(next);
      if (!next.isEmpty()) front.add(List.copyOf(next));
    }
    return seen;
  }

  private Set<UUID> neighbours(Collection<UUID> of) {
    var found = new TreeSet<>(UploadOrder.OLDEST_FIRST);
    found.addAll(
        database
            .sql()
            .sql(
                """
                select b from graph_same_audio where a = any(:ids) and retracted_at is null
                union select a from graph_same_audio where b = any(:ids) and retracted_at is null
                """)
            .param("ids", of.toArray(UUID[]::new))
            .query((row, _) -> row.getObject(1, UUID.class))
            .list());
    return found;
  }

  private static UUID oldest(List<UUID> members) {
    return members.stream().min(UploadOrder.OLDEST_FIRST).orElseThrow();
  }

  private Optional<String> earlierReview(UUID family) {
    return database
        .sql()
        .sql("select review from graph_family where id = ? and review is not null")
        .param(family)
        .query(String.class)
        .optional();
  }

  private void write(UUID id, List<UUID> members, Optional<String> review, Instant at) {
    var why = members.size() > LARGE ? Optional.of("it has more than 5,000 members") : review;
    database
        .sql()
        .sql(
            """
            insert into graph_family values (:id, :at, :members, :review)
            on conflict (id) do update set members = excluded.members, review = excluded.review
            """)
        .param("id", id)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("members", members.size())
        .param("review", why.orElse(null))
        .update();
    database
        .sql()
        .sql(
            """
            insert into graph_family_member select upload, :id from unnest(:members::uuid[]) upload
            on conflict (upload_id) do update set family_id = excluded.family_id
            where graph_family_member.family_id <> excluded.family_id
            """)
        .param("id", id)
        .param("members", members.toArray(UUID[]::new))
        .update();
  }

  private void remove(UUID family) {
    database.sql().sql("delete from graph_family where id = ?").param(family).update();
  }

  private void change(String kind, UUID from, UUID into, String because, Instant at) {
    database
        .sql()
        .sql(
            """
            insert into graph_family_merge (kind, from_id, into_id, because, at)
            values (?, ?, ?, ?, ?)
            """)
        .params(kind, from, into, because, at.atOffset(ZoneOffset.UTC))
        .update();
  }
}
