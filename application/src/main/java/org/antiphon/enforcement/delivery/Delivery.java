package org.antiphon.enforcement.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.connector.Connection;
import org.antiphon.connector.Connector;
import org.antiphon.enforcement.attestation.Attestation;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.Refused;

/// The door of sending: takes attested notices from their job and brings each to its platform,
/// exactly once in effect, over a network and machines that fail.
///
/// At least once everywhere, and still once in effect, because (1) the key is stored with a unique
/// index before anything is sent, (2) an attempt is committed before its first byte leaves, (3) an
/// answer that leaves doubt is followed by look-ups, twice and a settle time apart, never by
/// another sending, and (4) where a platform offers neither key nor look-up, by a person.
public final class Delivery {
  /// A platform holds a notice: watch it.
  public static final JobType<AcceptedNotice> ACCEPTED =
      new JobType<>("notice.accepted", AcceptedNotice.class);

  /// A platform said something of a notice: look soon.
  public static final JobType<PlatformWord> WORD = new JobType<>("notice.word", PlatformWord.class);

  /// Take a notice back. Scheduled by contest; instance = the notice's id.
  public static final JobType<RetractionOrder> WITHDRAW =
      new JobType<>("notice.withdraw", RetractionOrder.class);

  /// Ask again. Scheduled by verification; instance = the notice's id and the reminder's number.
  public static final JobType<ReminderOrder> REMIND =
      new JobType<>("notice.remind", ReminderOrder.class);

  /// A notice that a person brought back.
  private static final JobType<AcceptedNotice> REVIVED =
      new JobType<>("notice.revived", AcceptedNotice.class);

  private final Desk desk;
  private final Papers papers;
  private final Map<String, Line> lines;
  private final DeliverySettings settings;
  private final PlatformGate gate;
  private final Sendings sendings;
  private final Words words;
  private final EventInbox inbox;

  /// Takes what it needs; nothing runs before the jobs do.
  ///
  /// @param lines by platform id
  public Delivery(Desk desk, Papers papers, Map<String, Line> lines, DeliverySettings settings) {
    this.desk = desk;
    this.papers = papers;
    this.lines = Map.copyOf(lines);
    this.settings = settings;
    this.gate = new PlatformGate(desk.database(), desk.jobs().limiter(), settings, desk.clock());
    this.sendings = new Sendings(desk.database());
    this.words = new Words(desk, papers, sendings);
    this.inbox = new EventInbox(desk, this.lines, words);
  }

  /// Registers all handlers of this room; before [Jobs#start].
  public void register() {
    var sender = new Sender(desk, papers, gate, this::connector, settings);
    var withdrawals = new Withdrawals(desk, papers, gate, this::connector, settings);
    var reminders = new Reminders(desk, papers, gate, this::connector, settings);
    var poller = new Poller(desk, lines, gate, settings, words);
    var jobs = desk.jobs();
    jobs.register(Attestation.ATTESTED, (notice, _) -> sender.step(notice.notice()));
    jobs.register(REVIVED, (notice, _) -> sender.step(notice.notice()));
    jobs.register(WITHDRAW, withdrawals::step);
    jobs.register(REMIND, reminders::step);
    jobs.register(EventInbox.ARRIVED, inbox::apply);
    jobs.register(Poller.POLL, poller::poll);
  }

  /// Defines the shared limits and begins to poll; once the database is there.
  public void start() {
    lines.forEach((platform, line) -> {
      define(platform, line);
      define(PlatformGate.looks(platform), line);
      gate.pace(platform, line.perSecond());
    });
    new Poller(desk, lines, gate, settings, words).start();
  }

  private void define(String bucket, Line line) {
    desk.jobs()
        .limiter()
        .define(bucket, line.perSecond(), line.burst(), settings.slotsPerPlatform());
  }

  /// Where platforms call us.
  public EventInbox inbox() {
    return inbox;
  }

  /// Through which every request to a platform passes.
  public PlatformGate gate() {
    return gate;
  }

  /// What was sent, and what came of it.
  public Attempts attempts() {
    return new Attempts(desk.database());
  }

  /// Who speaks to a platform.
  public Optional<Connector> connector(String platform) {
    return Optional.ofNullable(lines.get(platform))
        .map(Line::connection)
        .map(Connection::connector);
  }

  /// A notice that no machine can take further.
  ///
  /// @param code why, such as `MAY_HAVE_ARRIVED`, `DEAD`, or the platform's own code
  public record Concern(UUID notice, String platform, NoticeState state, String code) {}

  /// Everything that waits for a person, oldest notice first.
  public List<Concern> concerns(int most) {
    return sendings.concerns(most);
  }

  /// The platform's reason for declining a notice, in its words; empty where it did not, or gave
  /// none.
  public Optional<String> declinedBecause(UUID notice) {
    return sendings.declinedBecause(notice);
  }

  /// Notes that a person should look at a notice; it is shown until they did.
  public void tellPerson(UUID notice, String code) {
    sendings.tellPerson(notice, code);
  }

  /// Brings a dead or rejected notice back, under the same key; a person asked for it.
  ///
  /// @throws Refused when it is neither
  public void revive(UUID notice, Actor person) {
    desk.database()
        .inTransaction(() -> {
          var row = sendings.locked(notice).orElseThrow(() -> notSent(notice));
          if (row.state() != NoticeState.DEAD && row.state() != NoticeState.REJECTED)
            throw new Refused(
                "NOT_DEAD",
                "notice " + notice,
                "it is " + row.state(),
                "only a DEAD or REJECTED notice can be brought back");
          boolean doubtful = row.sending().doubt().mayHaveArrived();
          sendings.revive(notice, desk.now());
          papers.move(
              notice, doubtful ? NoticeState.UNKNOWN : NoticeState.QUEUED, Map.of("by", person));
          again(notice);
        });
  }

  /// What a person found where no machine could look.
  public enum Arrival {
    /// The platform has it.
    ARRIVED,
    /// It does not: it may be sent again.
    LOST
  }

  /// A person found out what no machine could: whether a notice in doubt has arrived.
  ///
  /// @param arrival what they found
  /// @throws Refused when nobody is in doubt about it
  public void resolve(UUID notice, Arrival arrival, Actor person) {
    desk.database()
        .inTransaction(() -> {
          var row = sendings.locked(notice).orElseThrow(() -> notSent(notice));
          if (row.state() != NoticeState.UNKNOWN)
            throw new Refused(
                "NOT_IN_DOUBT", "notice " + notice, "it is " + row.state(), "nothing to resolve");
          if (arrival == Arrival.ARRIVED) {
            sendings.accept(notice, "seen-by-" + person, desk.now());
            papers.move(notice, NoticeState.ACCEPTED, Map.of("by", person));
            desk.jobs()
                .schedule(
                    ACCEPTED,
                    notice.toString(),
                    new AcceptedNotice(notice),
                    desk.now(),
                    Priority.HIGH);
          } else {
            sendings.settle(notice);
            sendings.revive(notice, desk.now());
            papers.move(notice, NoticeState.QUEUED, person, Map.of("resolved", arrival.name()));
            again(notice);
          }
        });
  }

  /// A job under a name of its own: the one that gave up may not have ended yet.
  private void again(UUID notice) {
    desk.jobs()
        .schedule(
            REVIVED,
            notice + "@" + desk.now().toEpochMilli(),
            new AcceptedNotice(notice),
            desk.now(),
            Priority.NORMAL);
  }

  private static Refused notSent(UUID notice) {
    return new Refused(
        "NOT_SENT", "notice " + notice, "it was never queued", "attest its case first");
  }
}
