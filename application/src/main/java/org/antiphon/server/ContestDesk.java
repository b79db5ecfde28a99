package org.antiphon.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.enforcement.cases.CaseFilter;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Holds;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.contest.Appeal;
import org.antiphon.enforcement.contest.Appeals;
import org.antiphon.enforcement.contest.CounterNotices;
import org.antiphon.enforcement.contest.Resuming;
import org.antiphon.enforcement.contest.Retractions;
import org.antiphon.enforcement.notices.NoticeId;

/// What API and pages show of contests, and the doors they ask. Views are plain maps in the words
/// of the API.
public record ContestDesk(
    Appeals appeals,
    CounterNotices counterNotices,
    Retractions retractions,
    Pauses pauses,
    Resuming resuming,
    Holds holds) {
  /// An objection without what a person wrote of themselves.
  public static Map<String, Object> line(Appeal appeal) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", appeal.id());
    view.put("receipt", appeal.receipt());
    view.put("notice", appeal.notice().value());
    view.put("at", appeal.at());
    view.put("ground", appeal.ground());
    view.put("dueAt", appeal.dueAt());
    view.put("decision", appeal.answer().map(Appeal.Answer::decision).orElse(null));
    view.put("decidedAt", appeal.answer().map(Appeal.Answer::at).orElse(null));
    view.put("answer", appeal.answer().map(Appeal.Answer::reasons).orElse(null));
    return view;
  }

  /// As above, with their words and address.
  public static Map<String, Object> whole(Appeal appeal) {
    var view = line(appeal);
    view.put("words", appeal.words());
    view.put("contact", appeal.contact());
    return view;
  }

  /// A counter-notice; its text is read apart.
  public static Map<String, Object> view(CounterNotices.CounterNotice counter) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", counter.id());
    view.put("notice", counter.notice().value());
    view.put("receivedAt", counter.received());
    view.put("elements", counter.elements());
    view.put("actBy", counter.window().actBy());
    view.put("restoreFrom", counter.window().from());
    view.put("restoreUntil", counter.window().until());
    view.put("state", counter.state());
    view.put("reason", counter.reason());
    return view;
  }

  /// A pause.
  public static Map<String, Object> view(Pauses.Pause pause) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", pause.id());
    view.put("kind", pause.key().kind());
    view.put("value", pause.key().value());
    view.put("code", pause.code());
    switch (pause.why()) {
      case Pauses.Why.Reversals(int reversed, int decided) -> {
        view.put("reversed", reversed);
        view.put("decided", decided);
      }
      case Pauses.Why.Person(var person, var reason) -> {
        view.put("person", person);
        view.put("reason", reason);
      }
    }
    view.put("at", pause.at());
    return view;
  }

  /// Who was told to take a notice back, and who has confirmed.
  public List<Map<String, Object>> receipts(NoticeId notice) {
    return retractions.receipts(notice).stream()
        .map(receipt -> {
          var view = new LinkedHashMap<String, Object>();
          view.put("recipient", receipt.recipient());
          view.put("confirmedAt", receipt.confirmed().orElse(null));
          return (Map<String, Object>) view;
        })
        .toList();
  }

  /// Cases that are held for their numbers, 50 at most.
  public List<CaseId> held(CaseDesk desk) {
    var open = new CaseFilter(Set.of(CaseState.OPEN), Optional.empty(), Optional.empty());
    return desk.cases().page(open, Optional.empty(), 500).stream()
        .filter(one -> one.ground().code().equals("SPIKE"))
        .limit(Holds.MOST)
        .map(one -> one.id())
        .toList();
  }
}
