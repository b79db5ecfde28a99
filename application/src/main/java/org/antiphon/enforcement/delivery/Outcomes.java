package org.antiphon.enforcement.delivery;

import static org.antiphon.enforcement.notices.NoticeState.ACCEPTED;
import static org.antiphon.enforcement.notices.NoticeState.DEAD;
import static org.antiphon.enforcement.notices.NoticeState.OVERTAKEN;
import static org.antiphon.enforcement.notices.NoticeState.QUEUED;
import static org.antiphon.enforcement.notices.NoticeState.REJECTED;
import static org.antiphon.enforcement.notices.NoticeState.SENDING;
import static org.antiphon.enforcement.notices.NoticeState.UNKNOWN;

import java.util.Map;
import java.util.UUID;
import org.antiphon.connector.PlatformState;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.Priority;

/// Writes down what follows: state, doubt, next job and ledger entry, in the caller's transaction.
/// The row is held by it.
final class Outcomes {
  private final Desk desk;
  private final Papers papers;
  private final Sendings sendings;
  private final Words words;

  Outcomes(Desk desk, Papers papers, Sendings sendings) {
    this.desk = desk;
    this.papers = papers;
    this.sendings = sendings;
    this.words = new Words(desk, papers, sendings);
  }

  /// Does the step, and says what becomes of the job.
  JobOutcome apply(NextStep step, Sendings.Row row) {
    var notice = row.sending().letter().notice();
    return switch (step) {
      case NextStep.Accept(var state, var how) -> accept(row, state, how);
      case NextStep.Reject(var code, var detail) ->
          closed(notice, REJECTED, code, Map.of("code", code, "detail", detail));
      case NextStep.Overtake(var code, var reason) -> {
        sendings.release(notice);
        papers.move(notice, OVERTAKEN, Map.of("code", code, "reason", reason));
        yield JobOutcome.done();
      }
      case NextStep.Queue queue -> queue(row, queue);
      case NextStep.LookUp(var at) -> {
        doubt(row, "LOOK_UP");
        yield JobOutcome.again(at);
      }
      case NextStep.AskPerson(var code) -> {
        doubt(row, code);
        sendings.tellPerson(notice, code);
        yield JobOutcome.done();
      }
      case NextStep.GiveUp(var why) -> closed(notice, DEAD, "DEAD", Map.of("why", why));
    };
  }

  private JobOutcome closed(
      UUID notice, NoticeState state, String person, Map<String, Object> why) {
    sendings.release(notice);
    sendings.tellPerson(notice, person);
    papers.move(notice, state, why);
    return JobOutcome.done();
  }

  private JobOutcome queue(Sendings.Row row, NextStep.Queue queue) {
    var notice = row.sending().letter().notice();
    sendings.release(notice);
    if (queue.burnt()) sendings.countFailure(notice);
    if (row.state() == UNKNOWN) sendings.settle(notice);
    queue.person().ifPresent(code -> sendings.tellPerson(notice, code));
    papers.move(notice, QUEUED, Map.of("notBefore", queue.notBefore().toString()));
    return JobOutcome.again(queue.notBefore());
  }

  private void doubt(Sendings.Row row, String next) {
    if (row.state() != SENDING) return;
    var notice = row.sending().letter().notice();
    sendings.leaveInDoubt(notice);
    papers.move(notice, UNKNOWN, Map.of("next", next));
  }

  /// The platform has it: known to us from now on under its own reference.
  JobOutcome accept(Sendings.Row row, PlatformState state, String how) {
    var notice = row.sending().letter().notice();
    var now = desk.now();
    sendings.accept(notice, state.reference().id(), now);
    papers.accepted(notice, state.reference().id());
    papers.move(notice, ACCEPTED, Map.of("reference", state.reference().id(), "how", how));
    desk.jobs()
        .schedule(
            Delivery.ACCEPTED, notice.toString(), new AcceptedNotice(notice), now, Priority.HIGH);
    sendings.hear(notice, state);
    words.converge(notice);
    return JobOutcome.done();
  }
}
