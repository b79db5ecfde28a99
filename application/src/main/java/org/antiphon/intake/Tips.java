package org.antiphon.intake;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;

/// What anybody told us: where something is, and what is wrong with it. A tip opens nothing by
/// itself; a person reads it and adds the address to what is examined. At most 60 in an hour are
/// taken from all the world, since nobody is asked who they are.
public final class Tips {
  private static final int AN_HOUR = 60;
  private static final int LONGEST = 2_000;
  private final Database database;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /// Wires it; thread-safe.
  public Tips(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// One tip.
  ///
  /// @param contact empty where none was left
  public record Tip(
      UUID id, String receipt, String url, String words, String contact, Instant at) {}

  /// Takes a tip and gives its receipt.
  ///
  /// @throws Refused `TOO_MANY_REQUESTS`
  public String take(String url, String words, String contact) {
    check(url, words, contact);
    if (lately() >= AN_HOUR)
      throw new Refused(
          "TOO_MANY_REQUESTS", "tip", "many tips came within the hour", "try again in an hour");
    var bytes = new byte[5];
    random.nextBytes(bytes);
    var receipt = "T-" + HexFormat.of().withUpperCase().formatHex(bytes);
    database
        .sql()
        .sql("insert into tip (id, receipt, url, words, contact, at) values (?, ?, ?, ?, ?, ?)")
        .params(
            UuidV7.next(clock),
            receipt,
            url.strip(),
            words.strip(),
            contact.strip(),
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return receipt;
  }

  private static void check(String url, String words, String contact) {
    try {
      var address = new URI(url.strip());
      if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme()))
        throw new URISyntaxException(url, "no web address");
    } catch (URISyntaxException e) {
      throw new InvalidInput(
          "ADDRESS", "url", "this is no web address", "copy it whole, from https:// on");
    }
    if (words.isBlank())
      throw new InvalidInput("REQUIRED", "words", "nothing is said of it", "say what is wrong");
    if (words.length() > LONGEST || url.length() > LONGEST || contact.length() > 200)
      throw new InvalidInput("TOO_LONG", "words", "it is too long", "say it in 2,000 characters");
  }

  private long lately() {
    return database
        .sql()
        .sql("select count(*) from tip where at > ?")
        .param(clock.instant().minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /// Tips that nobody has answered yet, oldest first.
  public List<Tip> open() {
    return database
        .sql()
        .sql("select * from tip where answered_at is null order by id limit 100")
        .query((row, _) ->
            new Tip(
                row.getObject("id", UUID.class),
                row.getString("receipt"),
                row.getString("url"),
                row.getString("words"),
                row.getString("contact"),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /// Somebody has read it and done what was to be done.
  public void answered(UUID id) {
    database
        .sql()
        .sql("update tip set answered_at = ? where id = ?")
        .params(clock.instant().atOffset(ZoneOffset.UTC), id)
        .update();
  }
}
