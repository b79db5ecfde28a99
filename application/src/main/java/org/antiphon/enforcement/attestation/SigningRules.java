package org.antiphon.enforcement.attestation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.FairUse;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.notices.Mandates;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;

/// The rules of signing (R19, and R9's record of fair use). Each refuses with its code.
final class SigningRules {
  static final int LARGEST_BATCH = 500;
  static final Duration FRESH = Duration.ofMinutes(5);

  /// A draft is drawn up for now, not for some day.
  static final Duration DRAFT_HOLDS = Duration.ofDays(1);

  private SigningRules() {}

  static void person(Person person, AttestationRequest request, Instant now) {
    if (!request.session().freshlyAuthenticated(FRESH, now))
      throw new Refused(
          "LOGIN_NOT_FRESH",
          "session",
          "the password was given more than five minutes ago",
          "give it again, then sign");
    if (!person.is(Role.ATTESTER))
      throw new Refused(
          "NOT_AUTHORISED", "person " + person.id(), "has no role of attester", "ask one who has");
    if (!tidy(request.typedName()).equals(tidy(person.name())))
      throw new Refused(
          "NAME_DIFFERS",
          "typed name",
          "it is not the name of the person who is logged in",
          "type your full name as it stands in your account");
  }

  static void size(AttestationRequest request) {
    var ids = new HashSet<Object>();
    request.notices().forEach(shown -> ids.add(shown.notice()));
    if (request.notices().isEmpty() || ids.size() != request.notices().size())
      throw new InvalidInput(
          "BATCH", "notices", "nothing to sign, or one notice twice", "send each notice once");
    if (ids.size() > LARGEST_BATCH)
      throw new Refused(
          "BATCH_TOO_LARGE",
          "notices",
          ids.size() + " notices in one batch",
          "sign " + LARGEST_BATCH + " at most at once");
  }

  static void document(Notice notice, String shownSha256, Person person, Instant now) {
    String where = "notice " + notice.id();
    if (notice.state() != NoticeState.DRAFTED)
      throw new Refused("NOT_READY", where, "it is " + notice.state(), "sign drafts only");
    if (!notice.signing().person().equals(person.id().value()))
      throw new Refused(
          "NOT_AUTHORISED", where, "it was drawn up for somebody else", "draw it up for yourself");
    if (!notice.documentSha256().equals(shownSha256))
      throw new Refused(
          "DOCUMENT_CHANGED",
          where,
          "what was shown is not what would be sent",
          "look at it again, then sign");
    if (notice.signing().draftedAt().plus(DRAFT_HOLDS).isBefore(now))
      throw new Refused(
          "ATTESTATION_STALE", where, "it was drawn up more than a day ago", "draw it up again");
  }

  static void authority(Case about, Person person, Desk desk, Instant now) {
    if (about.state() != CaseState.READY)
      throw new Refused(
          "NOT_READY", "case " + about.id(), "it is " + about.state(), "sign READY cases only");
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    if (about.ground().basis().isOfAnArtist()) artist(about, person, desk, today);
    if (about.ground().basis().needsTwo()) second(about, person, desk);
    for (var recording : about.recordings()) {
      boolean named =
          desk.sources()
              .work(recording)
              .flatMap(work ->
                  Mandates.letting(
                      about.ground().basis(), work, person.name(), person.email(), today))
              .isPresent();
      if (!named)
        throw new Refused(
            "NOT_AUTHORISED",
            "case " + about.id() + ", recording " + recording,
            "no mandate names this person as an attester today",
            "let a person sign whom the mandate names");
    }
  }

  /// Nothing new is signed under a pause (R21): of the platform, the rule, the mandate, the person.
  static void paused(Notice notice, Desk desk) {
    var keys =
        Pauses.keysOf(
            notice.target().platform(),
            notice.basis(),
            notice.signing().mandate(),
            notice.signing().person());
    desk.sources().pauses().stream()
        .filter(pause -> keys.contains(pause.key()))
        .findFirst()
        .ifPresent(pause -> {
          throw new Refused(
              pause.code(),
              "notice " + notice.id(),
              pause.inWords(),
              "wait until a person has resumed it");
        });
  }

  /// No attestation unheard (R19).
  static void heard(Case about, HeardTime heard) {
    if (heard.isEnough(about.ground().basis().isHeardBeside())) return;
    throw new Refused(
        "UNHEARD",
        "case " + about.id(),
        "you have heard %.0f s of the upload and %.0f s of the recording; %.0f s of each are needed"
            .formatted(heard.uploadSeconds(), heard.recordingSeconds(), HeardTime.ENOUGH),
        "open the case's page, play both, then sign");
  }

  /// Whoever released a case from a hold does not sign it (R22).
  static void released(Case about, Person person, Desk desk) {
    if (desk.cases().releasedBy(about.id()).filter(person.id().value()::equals).isPresent())
      throw new Refused(
          "SEPARATION_OF_DUTIES",
          "case " + about.id(),
          "this person released it from a hold",
          "let another attester sign");
  }

  /// For a name or a mark: a mandate that names who signs.
  private static void artist(Case about, Person person, Desk desk, LocalDate today) {
    var basis = about.ground().basis();
    var mandates = desk.sources().artistMandates(about.ground().owner());
    if (Mandates.letting(basis, mandates, person.name(), person.email(), today).isEmpty())
      throw Mandates.refused(about.id(), basis, about.ground().owner());
  }

  /// Where only people can tell: somebody else who looked before, apart.
  private static void second(Case about, Person person, Desk desk) {
    if (desk.review().approvers(about.id()).stream().allMatch(person.id().value()::equals))
      throw new Refused(
          "SECOND_PERSON",
          "case " + about.id(),
          "nobody else has found that it is a ground",
          "let another reviewer decide that it is a ground; then sign");
  }

  static void alike(List<Notice> notices, List<Case> cases) {
    boolean mixed =
        notices.stream().map(Notice::basis).distinct().count() > 1
            || notices.stream().map(notice -> notice.target().platform()).distinct().count() > 1
            || notices.stream().map(notice -> notice.signing().mandate()).distinct().count() > 1
            || cases.stream().map(about -> about.ground().regime()).distinct().count() > 1;
    if (mixed)
      throw new Refused(
          "BATCH_MIXED",
          "notices",
          "a batch has one basis, one regime, one platform and one mandate",
          "sign them apart");
  }

  static void fairUse(Case about, FairUse considered) {
    if (considered.conclusion() != FairUse.Conclusion.NOT_FAIR_USE)
      throw new Refused(
          "FAIR_USE",
          "case " + about.id(),
          "the record says " + considered.conclusion(),
          "refuse the case, or consider again");
  }

  static Refused unrecorded(Case about) {
    return new Refused(
        "FAIR_USE_UNRECORDED",
        "case " + about.id(),
        "nobody has recorded that fair use was considered",
        "record the four factors and a conclusion");
  }

  static Refused unseen(Set<?> unseen) {
    return new Refused(
        "SAMPLES_UNSEEN",
        unseen.size() + " notices, first " + unseen.iterator().next(),
        "samples or outliers were not opened and played for 5 s on both sides",
        "open each, listen, then sign");
  }

  static String tidy(String name) {
    return name.strip().replaceAll("\\s+", " ");
  }
}
