package org.antiphon.network.graph;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.antiphon.database.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/// The questions of the graph that one statement each answers, all as of a date: edges that were
/// recorded until then and not yet taken back, uploads that we had seen, cases in the state they
/// had.
///
/// **First seen is ours.** The platform's own date stands beside it as what it is, a claim.
public final class Questions {
  private static final String LIVE =
      " recorded_at <= :asOf and (retracted_at is null or retracted_at > :asOf) ";
  private final Database database;
  private final Families families;

  Questions(Database database, Families families) {
    this.database = database;
    this.families = families;
  }

  /// G1: uploads first seen on one day on one platform.
  public record Day(LocalDate day, String platform, long uploads) {}

  /// G1: one upload that plays the recording.
  ///
  /// @param firstSeen ours
  /// @param published the platform's claim
  /// @param account the platform's id of it
  public record Appearance(
      UUID upload,
      String platform,
      String externalId,
      String title,
      String account,
      @Nullable String distributor,
      @Nullable UUID family,
      Instant firstSeen,
      Instant published,
      @Nullable Instant gone,
      String state,
      double tempo,
      double pitch,
      double seconds) {
    Appearance under(Pseudonyms pseudonyms) {
      return new Appearance(
          upload,
          platform,
          externalId,
          title,
          pseudonyms.of(platform, account),
          distributor,
          family,
          firstSeen,
          published,
          gone,
          state,
          tempo,
          pitch,
          seconds);
    }
  }

  /// G1: spread of a recording.
  ///
  /// @param uploads how many there are; `appearances` holds the first 500 of them
  public record Spread(
      String recording,
      Instant asOf,
      long uploads,
      Optional<Instant> firstSeen,
      List<Day> days,
      List<Appearance> appearances) {
    /// With pseudonyms for accounts.
    public Spread under(Pseudonyms pseudonyms) {
      return new Spread(
          recording,
          asOf,
          uploads,
          firstSeen,
          days,
          appearances.stream().map(each -> each.under(pseudonyms)).toList());
    }
  }

  /// G1: first seen, and spread per day and platform.
  public Spread spread(String recording, Instant asOf) {
    return Graph.asking(
        database,
        () -> {
          var days = days(recording, asOf);
          var appearances = appearances(recording, asOf, 500);
          return new Spread(
              recording,
              asOf,
              days.stream().mapToLong(Day::uploads).sum(),
              appearances.stream().map(Appearance::firstSeen).findFirst(),
              days,
              appearances);
        });
  }

  private List<Day> days(String recording, Instant asOf) {
    return ask(
            """
            select (u.seen_at at time zone 'UTC')::date as day, u.platform_id, count(*) as uploads
            from (select distinct upload_id from graph_carries where recording_id = :recording and
            """
                + LIVE
                + """
                ) c join upload u on u.id = c.upload_id and u.seen_at <= :asOf
                group by 1, 2 order by 1, 2
                """,
            asOf)
        .param("recording", recording)
        .query((row, _) ->
            new Day(
                row.getObject("day", LocalDate.class), row.getString(2), row.getLong("uploads")))
        .list();
  }

  private List<Appearance> appearances(String recording, Instant asOf, int most) {
    return ask(
            """
            select u.id, u.platform_id, u.external_id, u.title, u.uploader_id, u.seen_at,
              u.published_at, u.state, u.seconds, c.tempo, c.pitch, v.distributor, m.family_id,
              case when g.at <= :asOf then g.at end as gone
            from (select distinct on (upload_id) upload_id, tempo, pitch from graph_carries
              where recording_id = :recording and
            """
                + LIVE
                + """
                  order by upload_id, score desc) c
                join upload u on u.id = c.upload_id and u.seen_at <= :asOf
                left join graph_via v on v.upload_id = u.id
                left join graph_family_member m on m.upload_id = u.id
                left join graph_gone g on g.upload_id = u.id
                order by u.seen_at, u.id limit :most
                """,
            asOf)
        .param("recording", recording)
        .param("most", most)
        .query((row, _) ->
            new Appearance(
                row.getObject("id", UUID.class),
                row.getString("platform_id"),
                row.getString("external_id"),
                row.getString("title"),
                row.getString("uploader_id"),
                row.getString("distributor"),
                row.getObject("family_id", UUID.class),
                instant(row, "seen_at"),
                instant(row, "published_at"),
                maybe(row, "gone"),
                row.getString("state"),
                row.getDouble("tempo"),
                row.getDouble("pitch"),
                row.getDouble("seconds")))
        .list();
  }

  /// G3: an account with upheld cases.
  public record Account(String platform, String account, long upheld) {
    /// With a pseudonym.
    public Account under(Pseudonyms pseudonyms) {
      return new Account(platform, pseudonyms.of(platform, account), upheld);
    }
  }

  /// G3: accounts with at least so many upheld cases. Upheld: the upload was verified gone, and the
  /// case was neither retracted nor contested nor put back.
  public List<Account> accounts(int upheld, Instant asOf) {
    return Graph.asking(
        database,
        () ->
            ask(
                    """
                    select platform_id, uploader_id, count(*) as upheld from graph_case_state
                    where state in ('DOWN', 'CLOSED') and was_down
                      and since <= :asOf and (until is null or until > :asOf)
                    group by 1, 2 having count(*) >= :upheld
                    order by 3 desc, 1, 2 limit 500
                    """,
                    asOf)
                .param("upheld", upheld)
                .query((row, _) ->
                    new Account(row.getString(1), row.getString(2), row.getLong("upheld")))
                .list());
  }

  /// How uploads are gathered into clusters.
  public enum By {
    /// The distributor or label line.
    DISTRIBUTOR,
    /// The account.
    ACCOUNT
  }

  /// G4: uploads that came the same way.
  ///
  /// @param upheld of `decided` cases
  /// @param low lower end of the 95 % Wilson interval of that share
  public record Cluster(String key, long upheld, long decided, double low) {
    /// With a pseudonym for the account that it is.
    public Cluster under(Pseudonyms pseudonyms) {
      return new Cluster(pseudonyms.of(key), upheld, decided, low);
    }
  }

  /// G4: clusters, ranked by the lower end of the upheld share's interval, so that 1 of 1 stands
  /// below 60 of 100.
  public List<Cluster> clusters(By by, Instant asOf) {
    // grouped as the columns stand: a key put together for each of a million rows costs a second
    var key = by == By.ACCOUNT ? "platform_id || '/' || uploader_id" : "distributor";
    var columns = by == By.ACCOUNT ? "s.platform_id, s.uploader_id" : "v.distributor";
    var join =
        by == By.ACCOUNT
            ? ""
            : "join graph_via v on v.upload_id = s.upload_id and v.recorded_at <= :asOf";
    return Graph.asking(
        database,
        () ->
            ask(
                    """
                    select %1$s as key, upheld, decided,
                      graph_wilson_low(upheld, decided) as low from (
                      select %2$s, count(*) as decided,
                        count(*) filter (where s.was_down and s.state in ('DOWN', 'CLOSED')) as upheld
                      from graph_case_state s %3$s
                      where (s.state in ('DOWN', 'RETRACTED', 'CONTESTED', 'RESTORED', 'REFUSED')
                          or (s.state = 'CLOSED' and s.was_down))
                        and s.since <= :asOf and (s.until is null or s.until > :asOf)
                      group by %2$s) gathered
                    order by low desc, decided desc, key limit 500
                    """
                        .formatted(key, columns, join),
                    asOf)
                .query((row, _) ->
                    new Cluster(
                        row.getString("key"),
                        row.getLong("upheld"),
                        row.getLong("decided"),
                        row.getDouble("low")))
                .list());
  }

  /// G5: an upload that came after another of its family was verified gone.
  ///
  /// @param after seconds from the one's verified end to our first sight of the other
  /// @param tempo how it plays the recording
  public record Return(
      UUID upload,
      UUID cameBackAs,
      String platform,
      String account,
      Instant gone,
      Instant firstSeen,
      double after,
      double tempo,
      double pitch) {
    /// With a pseudonym for the account.
    public Return under(Pseudonyms pseudonyms) {
      return new Return(
          upload,
          cameBackAs,
          platform,
          pseudonyms.of(platform, account),
          gone,
          firstSeen,
          after,
          tempo,
          pitch);
    }
  }

  /// G5: what came back, how soon, where, how disguised; each after the last of its family that was
  /// gone before it.
  public List<Return> returns(String recording, Instant asOf) {
    return Graph.asking(database, () -> returnsOf(appearances(recording, asOf, 5_000), asOf));
  }

  private record Gone(UUID upload, Instant at) {}

  private List<Return> returnsOf(List<Appearance> appearances, Instant asOf) {
    var components =
        Components.around(database, appearances.stream().map(Appearance::upload).toList(), asOf);
    var gone =
        ask(
                "select upload_id, at from graph_gone where upload_id = any(:ids) and at <= :asOf",
                asOf)
            .param("ids", components.all().toArray(UUID[]::new))
            .query((row, _) -> new Gone(row.getObject(1, UUID.class), instant(row, "at")))
            .list()
            .stream()
            .collect(Collectors.toMap(Gone::upload, gone1 -> gone1));
    if (gone.isEmpty()) return List.of();
    var returns = new ArrayList<Return>();
    for (var each : appearances)
      components.of(each.upload()).stream()
          .map(gone::get)
          .filter(Objects::nonNull)
          .filter(was -> !was.upload.equals(each.upload()) && was.at.isBefore(each.firstSeen()))
          .max(Comparator.comparing(Gone::at).thenComparing(Gone::upload, YOUNGEST))
          .ifPresent(was -> returns.add(returned(was, each)));
    return returns.subList(0, Math.min(500, returns.size()));
  }

  private static final Comparator<UUID> YOUNGEST = UploadOrder.OLDEST_FIRST.reversed();

  private static Return returned(Gone was, Appearance now) {
    return new Return(
        was.upload,
        now.upload(),
        now.platform(),
        now.account(),
        was.at,
        now.firstSeen(),
        Duration.between(was.at, now.firstSeen()).toMillis() / 1000.0,
        now.tempo(),
        now.pitch());
  }

  /// G7: where a sound was first.
  ///
  /// @param firstSeen the member that we saw first
  /// @param claimedFirst the member that its platform dates first
  /// @param agree whether they are the same
  /// @param watchedSince when we began to read the platform of `firstSeen`: of what was before it
  ///   we know nothing
  /// @param doubt in words
  public record Origin(
      UUID family,
      int members,
      UUID firstSeen,
      Instant firstSeenAt,
      UUID claimedFirst,
      Instant claimedAt,
      boolean agree,
      Instant watchedSince,
      List<String> doubt) {}

  /// G7: the earliest known copy of the sound of an upload's family; of the upload alone where it
  /// has none.
  public Optional<Origin> origin(UUID upload, Instant asOf) {
    return Graph.asking(
        database,
        () ->
            originOf(Components.around(database, List.of(upload), asOf).of(upload), upload, asOf));
  }

  private record Dated(UUID id, Instant seen, Instant published, Instant watched) {}

  private Optional<Origin> originOf(List<UUID> members, UUID asked, Instant asOf) {
    var dated =
        ask(
                """
                select u.id, u.seen_at, u.published_at, p.known_since
                from upload u join platform p on p.id = u.platform_id
                where u.id = any(:ids) and u.seen_at <= :asOf order by u.seen_at, u.id
                """,
                asOf)
            .param("ids", members.toArray(UUID[]::new))
            .query((row, _) ->
                new Dated(
                    row.getObject("id", UUID.class),
                    instant(row, "seen_at"),
                    instant(row, "published_at"),
                    instant(row, "known_since")))
            .list();
    if (dated.isEmpty()) return Optional.empty();
    var ours = dated.getFirst();
    var theirs =
        dated.stream()
            .min(
                Comparator.comparing(Dated::published)
                    .thenComparing(Dated::seen)
                    .thenComparing(Dated::id, UploadOrder.OLDEST_FIRST))
            .orElseThrow();
    var family = families.of(asked).orElse(asked);
    return Optional.of(
        new Origin(
            family,
            dated.size(),
            ours.id(),
            ours.seen(),
            theirs.id(),
            theirs.published(),
            ours.id().equals(theirs.id()),
            ours.watched(),
            doubt(ours, theirs)));
  }

  private static List<String> doubt(Dated ours, Dated theirs) {
    var doubt = new ArrayList<String>();
    doubt.add("The platform's date is its own claim; we cannot check it.");
    if (!ours.id().equals(theirs.id()))
      doubt.add(
          "By the platforms' dates another upload was there first than the one we saw first.");
    if (ours.seen().isBefore(ours.watched().plusSeconds(86_400)))
      doubt.add("We saw it within a day of beginning to read that platform: it may be older.");
    doubt.add("Platforms that we do not read may have had it before.");
    return doubt;
  }

  private StatementSpec ask(String sql, Instant asOf) {
    return database.sql().sql(sql).param("asOf", asOf.atOffset(ZoneOffset.UTC));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
