package org.antiphon.examination.opinion;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.config.SecondOpinionSettings;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.StoredAssessments;
import org.antiphon.intake.Intake;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadId;
import org.antiphon.jobs.CircuitBreaker;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Limiter;
import org.antiphon.jobs.Priority;
import org.antiphon.jobs.RetryPolicy;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.outbound.Outbound;
import org.antiphon.problem.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks another detector about each examined sound, once, by a durable job, and keeps what it said
/// beside the assessment: row and ledger entry in one transaction.
///
/// Three tries with full jitter; what asks for patience (Retry-After, a refused key) holds all
/// questions back, costs no try, and is given up a day after the question was first asked. After
/// five failures of the last ten the service is left alone for a minute: the breaker's memory is
/// this process's, its "not before" is everybody's.
public final class SecondOpinions {
  private static final Logger LOG = LoggerFactory.getLogger(SecondOpinions.class);
  private static final String BUCKET = "second-opinion";
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofDays(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration UNSAID_WAIT = Duration.ofMinutes(1);

  private static final JobType<Question> ASK = new JobType<>("opinion.ask", Question.class);

  private final Database database;
  private final Ledger ledger;
  private final Jobs jobs;
  private final InstantSource clock;
  private final Service service;
  private final Pace pace;
  private final Sources sources;
  private CircuitBreaker breaker = CircuitBreaker.closed();

  /// Where what is asked about lies.
  public record Sources(Intake intake, Blobs blobs) {}

  /// Whom to ask, by which way, at which pace.
  public record Way(SecondOpinionSettings settings, Outbound outbound, Pace pace) {}

  /// How tries follow each other.
  ///
  /// @param retry base and cap of the jitter, and how many tries
  /// @param breaker when the service is left alone
  public record Pace(RetryPolicy retry, CircuitBreaker.Limits breaker) {
    /// Two seconds doubling to five minutes, three tries; five failures of ten, a minute alone.
    public static final Pace STANDARD =
        new Pace(
            new RetryPolicy(Duration.ofSeconds(2), Duration.ofMinutes(5), 3),
            new CircuitBreaker.Limits(10, 5, Duration.ofMinutes(1), 2));
  }

  /// Payload of the job.
  ///
  /// @param since when it was first wanted
  public record Question(UUID assessment, Instant since) {}

  /// Asks this service; nothing runs before [#register] and the start of the jobs.
  public SecondOpinions(
      Database database, Ledger ledger, Jobs jobs, InstantSource clock, Sources sources, Way way) {
    this.database = database;
    this.ledger = ledger;
    this.jobs = jobs;
    this.clock = clock;
    this.sources = sources;
    this.service = new Service(way.settings(), way.outbound(), sources.blobs());
    this.pace = way.pace();
  }

  /// Registers the job that asks; before the jobs are started.
  public void register() {
    jobs.register(ASK, this::ask, pace.retry());
    jobs.limiter().define(BUCKET, service.settings().limits().perSecond(), AT_ONCE, AT_ONCE);
  }

  /// Sees to it that the service is asked about an assessed sound; harmless to repeat.
  public void want(UUID assessment) {
    jobs.schedule(
        ASK,
        assessment.toString(),
        new Question(assessment, clock.instant()),
        clock.instant(),
        Priority.LOW);
  }

  private JobOutcome ask(Question question, JobRun run) throws IOException {
    var found = new StoredAssessments(database).find(question.assessment());
    if (found.isEmpty() || found.get().seconds() <= 0) return JobOutcome.done();
    var upload = sources.intake().upload(new UploadId(found.get().upload()));
    if (upload.isEmpty()) return JobOutcome.done();
    var stored = new StoredOpinions(database);
    if (stored.hasAnswered(service.name(), found.get().blobSha256())) return JobOutcome.done();
    var objection =
        service.objection(new BlobId(found.get().blobSha256()), upload.get().audioUrl());
    if (objection.isPresent())
      return ended(found.get(), Opinion.State.NOT_ASKED, Optional.empty(), objection.get());
    if (jobs.limiter().acquire(BUCKET) instanceof Limiter.Grant.NotBefore(var at))
      return later(question, found.get(), at, "it asked for more patience than we have");
    var slot = jobs.limiter().enter(BUCKET);
    if (slot.isEmpty()) return JobOutcome.again(clock.instant().plusMillis(500));
    try (var held = slot.get()) {
      return answered(question, found.get(), send(question, upload.get(), found.get()), held, run);
    }
  }

  private Service.Reply send(Question question, Upload upload, Assessment about)
      throws IOException {
    return service.ask(question.assessment(), new BlobId(about.blobSha256()), upload.audioUrl());
  }

  private JobOutcome answered(
      Question question, Assessment about, Service.Reply reply, Limiter.Slot slot, JobRun run) {
    learn(reply, slot);
    return switch (reply) {
      case Service.Reply.Answered(var said) ->
          ended(about, Opinion.State.ANSWERED, Optional.of(said), "");
      case Service.Reply.No(var why) -> ended(about, Opinion.State.GIVEN_UP, Optional.empty(), why);
      case Service.Reply.Wait(var why, var asked) -> later(question, about, held(why, asked), why);
      case Service.Reply.Failed(var why) -> {
        if (run.attempt() >= pace.retry().attempts())
          yield ended(
              about,
              Opinion.State.GIVEN_UP,
              Optional.empty(),
              why + ", " + run.attempt() + " times");
        throw new Unavailable("NO_OPINION", service.name(), why, "it is asked again by itself");
      }
    };
  }

  /// For everybody: how the service fares.
  private synchronized void learn(Service.Reply reply, Limiter.Slot slot) {
    var now = clock.instant();
    boolean open = breaker.at(now).state() == CircuitBreaker.State.OPEN;
    if (reply instanceof Service.Reply.Failed) {
      slot.overloaded();
      breaker = breaker.afterFailure(pace.breaker(), now);
      if (!open && breaker.state() == CircuitBreaker.State.OPEN) {
        LOG.warn("{} is left alone until {}", service.name(), breaker.openUntil());
        jobs.limiter().hold(BUCKET, breaker.openUntil());
      }
      return;
    }
    breaker = breaker.afterGood(pace.breaker(), now);
    if (reply instanceof Service.Reply.Wait) slot.overloaded();
    else slot.good();
  }

  /// Nobody asks before then.
  private Instant held(String why, Optional<Duration> asked) {
    var wait = asked.orElse(UNSAID_WAIT);
    var until = clock.instant().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    LOG.warn("{} is not asked before {}: {}", service.name(), until, why);
    jobs.limiter().hold(BUCKET, until);
    // those who were all asked to wait must not come back together
    long spread = pace.retry().base().toMillis();
    return until.plusMillis(ThreadLocalRandom.current().nextLong(spread + 1));
  }

  private JobOutcome later(Question question, Assessment about, Instant at, String why) {
    return at.isAfter(question.since().plus(PATIENCE))
        ? ended(about, Opinion.State.GIVEN_UP, Optional.empty(), why)
        : JobOutcome.again(at);
  }

  private JobOutcome ended(
      Assessment about, Opinion.State state, Optional<Opinion.Said> said, String reason) {
    var opinion =
        new Opinion(
            new Opinion.About(
                about.id().value(), about.upload(), about.blobSha256(), service.settings().sends()),
            service.name(),
            state,
            said,
            reason,
            clock.instant());
    database.inTransaction(() -> {
      if (new StoredOpinions(database).put(UuidV7.next(clock), opinion))
        ledger.append(entry(opinion));
    });
    return JobOutcome.done();
  }

  private static Entry entry(Opinion opinion) {
    var data = new LinkedHashMap<String, Object>();
    data.put("service", opinion.service());
    data.put("state", opinion.state().name());
    data.put("upload", opinion.about().upload().toString());
    data.put("blobSha256", opinion.about().blobSha256());
    data.put("sent", opinion.about().sent().name());
    opinion
        .said()
        .ifPresent(said -> {
          data.put("probability", Opinion.probability(said));
          data.put("answerSha256", said.answerSha256());
        });
    return new Entry(
        EntryKind.OPINION_GIVEN,
        Actor.system(),
        new Subject("assessment", opinion.about().assessment().toString()),
        data);
  }
}
