package org.antiphon.server;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.problem.InvalidInput;

/// Views of the queue that people keep under a name: which cases, which words, in which order. Own
/// ones, and those that others share.
public final class SavedViews {
  private static final int LONGEST = 60;
  private static final int MOST = 50;
  private final Database database;
  private final InstantSource clock;

  /// Keeps them there.
  public SavedViews(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// One view.
  ///
  /// @param own whether it belongs to whoever asked
  public record View(
      UUID id, String name, ReviewQueue.Asked asked, Sharing sharing, boolean own, String owner) {}

  /// Who sees it.
  public enum Sharing {
    PRIVATE,
    SHARED
  }

  /// What a person sees: their own first, by name.
  public List<View> of(UUID person) {
    return database
        .sql()
        .sql(
            """
            select v.*, v.person = :person as own, coalesce(p.name, '') as owner
            from queue_view v left join person p on p.id = v.person
            where v.person = :person or v.shared order by own desc, v.name, v.id limit 100
            """)
        .param("person", person)
        .query((row, _) ->
            new View(
                row.getObject("id", UUID.class),
                row.getString("name"),
                new ReviewQueue.Asked(
                    row.getString("state"),
                    row.getString("words"),
                    ReviewQueue.Sort.valueOf(row.getString("sort"))),
                row.getBoolean("shared") ? Sharing.SHARED : Sharing.PRIVATE,
                row.getBoolean("own"),
                row.getString("owner")))
        .list();
  }

  /// Keeps a view; one of the same name of the same person is replaced.
  ///
  /// @throws InvalidInput without a name, or with too many
  public void keep(UUID person, String name, ReviewQueue.Asked asked, Sharing sharing) {
    var short60 = name.strip();
    if (short60.isEmpty() || short60.length() > LONGEST)
      throw new InvalidInput("NAME", "name", "a view needs a short name", "1 to 60 characters");
    long mine =
        database
            .sql()
            .sql("select count(*) from queue_view where person = ? and name <> ?")
            .params(person, short60)
            .query(Long.class)
            .single();
    if (mine >= MOST)
      throw new InvalidInput("ENOUGH", "name", "you keep 50 views already", "drop one first");
    database
        .sql()
        .sql(
            """
            insert into queue_view values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (person, name) do update set state = excluded.state,
              words = excluded.words, sort = excluded.sort, shared = excluded.shared
            """)
        .params(
            UuidV7.next(clock),
            person,
            short60,
            asked.state(),
            asked.words(),
            asked.sort().name(),
            sharing == Sharing.SHARED,
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Drops an own one; another's stays.
  public void drop(UUID person, UUID view) {
    database
        .sql()
        .sql("delete from queue_view where id = ? and person = ?")
        .params(view, person)
        .update();
  }
}
