package org.antiphon.enforcement.delivery;

import static org.antiphon.enforcement.delivery.Rows.moment;
import static org.antiphon.enforcement.delivery.Rows.utc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.InvalidInput;

/// Platforms that a person keeps new notices from. What was sent goes on: look-ups, looks and
/// retractions pass, so that a pause never delays taking something back.
public final class Pauses {
  private final Desk desk;

  Pauses(Desk desk) {
    this.desk = desk;
  }

  /// Who paused a platform, why, and since when.
  public record Pause(UUID person, String reason, Instant at) {}

  /// Keeps new notices from it, until [#resume].
  public void pause(String platform, String reason, UUID person) {
    if (reason.isBlank())
      throw new InvalidInput("REQUIRED", "reason", "no reason was given", "say why it is paused");
    desk.database()
        .inTransaction(() -> {
          desk.database()
              .sql()
              .sql(
                  """
                  insert into platform_pause values (?, ?, ?, ?)
                  on conflict (platform_id) do update set
                    person = excluded.person, reason = excluded.reason, at = excluded.at
                  """)
              .params(platform, person, reason, utc(desk.now()))
              .update();
          append(platform, person, EntryKind.PLATFORM_PAUSED, reason);
        });
  }

  /// Lets notices go again.
  public void resume(String platform, String reason, UUID person) {
    desk.database()
        .inTransaction(() -> {
          int gone =
              desk.database()
                  .sql()
                  .sql("delete from platform_pause where platform_id = ?")
                  .param(platform)
                  .update();
          if (gone > 0) append(platform, person, EntryKind.PLATFORM_RESUMED, reason);
        });
  }

  private void append(String platform, UUID person, EntryKind kind, String reason) {
    desk.ledger()
        .append(
            new Entry(
                kind,
                Actor.person("administrator", person.toString()),
                new Subject("platform", platform),
                List.of(),
                Map.of("platform", platform),
                Map.of("reason", reason)));
  }

  /// The pause of a platform, if it is paused.
  public Optional<Pause> of(String platform) {
    return desk.database()
        .sql()
        .sql("select * from platform_pause where platform_id = ?")
        .param(platform)
        .query((row, _) ->
            new Pause(
                row.getObject("person", UUID.class),
                row.getString("reason"),
                moment(row, "at").orElseThrow()))
        .optional();
  }
}
