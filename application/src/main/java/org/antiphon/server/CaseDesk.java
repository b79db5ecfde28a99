package org.antiphon.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.PersonId;
import org.antiphon.catalogue.RegisteredMark;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.enforcement.attestation.Attestation;
import org.antiphon.enforcement.attestation.Desk;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.cases.Review;
import org.antiphon.enforcement.contest.Retractions;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeMoves;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.enforcement.notices.Statement;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.opinion.OpinionJson;
import org.antiphon.examination.opinion.StoredOpinions;
import org.antiphon.intake.Upload;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What API and pages show of a case, and the doors they ask. Views are plain maps in the words of
/// the API: one shape for both.
public final class CaseDesk {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Desk desk;
  private final Attestation attestation;
  private final Ledger ledger;
  private final ContestDesk contest;
  private final StoredOpinions opinions;

  /// Holds the doors of enforcement.
  public CaseDesk(
      Desk desk,
      Attestation attestation,
      Ledger ledger,
      ContestDesk contest,
      StoredOpinions opinions) {
    this.desk = desk;
    this.attestation = attestation;
    this.ledger = ledger;
    this.contest = contest;
    this.opinions = opinions;
  }

  /// The cases' own door.
  public Cases cases() {
    return desk.cases();
  }

  /// Decisions of persons.
  public Review review() {
    return desk.review();
  }

  /// The notices' own door.
  public Notices notices() {
    return desk.notices();
  }

  /// The upload with our id.
  public Optional<Upload> upload(UUID id) {
    return desk.sources().upload(id);
  }

  /// Signing.
  public Attestation attestation() {
    return attestation;
  }

  /// Notes that a person's players played both sounds for so long.
  public void heard(CaseId id, PersonId person, double uploadSeconds, double recordingSeconds) {
    if (!(uploadSeconds >= 0 && recordingSeconds >= 0 && uploadSeconds + recordingSeconds < 7200))
      throw new InvalidInput("OUT_OF_RANGE", "/uploadSeconds", "no such time", "give seconds");
    attestation.heard(id, person, uploadSeconds, recordingSeconds);
  }

  /// Orders that every notice of a case that is not over be taken back; again changes nothing.
  ///
  /// @throws Refused `NOTHING_TO_RETRACT` where none is left
  public void retract(CaseId id, Retractions.Cause cause, String reason, Person person) {
    desk.cases().get(id);
    var live =
        desk.notices().ofCase(id).stream()
            .filter(notice -> !NoticeMoves.from(notice.state()).isEmpty())
            .toList();
    if (live.isEmpty())
      throw new Refused(
          "NOTHING_TO_RETRACT", "case " + id, "no notice of it stands", "nothing to do");
    for (var notice : live) contest.retractions().retract(notice.id(), cause, reason, person);
  }

  /// One line of a list, as `case list` prints it.
  public Map<String, Object> line(Case one) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", one.id().value());
    line.put("state", one.state());
    line.put("basis", one.ground().basis());
    line.put("outcome", one.ground().outcome());
    line.put("code", one.ground().code());
    line.put("platform", one.target().platform());
    line.put("uploadId", one.target().externalId());
    line.put("upload", one.target().upload());
    line.put("recording", one.recordings().isEmpty() ? null : one.recordings().getFirst().value());
    line.put("openedAt", one.openedAt());
    line.put("endedBecause", one.endedBecause().orElse(null));
    line.put("notices", desk.notices().ofCase(one.id()).stream().map(CaseDesk::line).toList());
    return line;
  }

  private static Map<String, Object> line(Notice notice) {
    return Map.of(
        "id", notice.id().value(),
        "state", notice.state(),
        "documentSha256", notice.documentSha256(),
        "changedAt", notice.changedAt());
  }

  /// As below for whoever asks: names of uploaders, and what platforms call them, are for those who
  /// work on cases (R28).
  @SuppressWarnings("unchecked")
  public Map<String, Object> whole(CaseId id, Caller caller) {
    var whole = whole(id);
    if (!caller.mayReadNames() && whole.get("upload") instanceof Map<?, ?> upload) {
      var without = new LinkedHashMap<>((Map<String, Object>) upload);
      without.put("uploader", "somebody");
      whole.put("upload", without);
      whole.put("uploader", null);
    }
    return whole;
  }

  /// Everything that a person needs to decide one case.
  public Map<String, Object> whole(CaseId id) {
    var one = desk.cases().get(id);
    var whole = line(one);
    whole.put("reason", one.ground().reason());
    whole.put("regime", one.ground().regime());
    whole.put("territories", one.ground().territories());
    whole.put("owner", one.ground().owner());
    whole.put("endedBecause", one.endedBecause().orElse(null));
    whole.put("uploader", one.target().uploaderId());
    whole.put("upload", upload(one));
    whole.put("recordings", recordings(one));
    whole.put("artist", artist(one));
    whole.put("approvers", desk.review().approvers(id));
    whole.put("segments", desk.cases().segments(id).stream().map(CaseDesk::segment).toList());
    whole.put("assessment", assessment(one));
    whole.put("secondOpinions", opinions(one));
    whole.put("toAffirm", Statement.confirmed(one.ground().basis().name()));
    whole.put("decisions", desk.review().decisions(id));
    whole.put("fairUse", desk.review().considered(id).orElse(null));
    whole.put("objections", contest.appeals().ofCase(id).stream().map(ContestDesk::line).toList());
    whole.put(
        "counterNotices",
        desk.notices().ofCase(id).stream()
            .flatMap(notice -> contest.counterNotices().of(notice.id()).stream())
            .map(ContestDesk::view)
            .toList());
    whole.put(
        "retraction",
        desk.notices().ofCase(id).stream()
            .flatMap(notice -> contest.receipts(notice.id()).stream())
            .toList());
    whole.put("history", history(id));
    return whole;
  }

  private Map<String, Object> upload(Case one) {
    return desk.sources().upload(one.target().upload()).map(CaseDesk::upload).orElse(Map.of());
  }

  private static Map<String, Object> upload(Upload upload) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", upload.id().uuid());
    view.put("title", upload.credits().title());
    view.put("artists", upload.credits().artists());
    view.put("credits", JSON.readTree(upload.credits().json()));
    view.put("uploader", upload.uploader().name());
    view.put("publishedAt", upload.publishedAt());
    view.put("pageUrl", upload.pageUrl());
    view.put("seconds", upload.seconds());
    return view;
  }

  private List<Map<String, Object>> recordings(Case one) {
    var views = new ArrayList<Map<String, Object>>();
    for (var id : one.recordings())
      desk.sources()
          .work(id)
          .ifPresent(work -> {
            var view = new LinkedHashMap<String, Object>();
            view.put("id", id.value());
            view.put("title", work.recording().title());
            view.put("artist", work.recording().artist());
            view.put("isrc", work.recording().isrc().map(code -> code.code()).orElse(null));
            view.put("seconds", work.recording().seconds());
            views.add(view);
          });
    return views;
  }

  /// The roster's side of a claim to be somebody, where the case is about one.
  private @Nullable Map<String, Object> artist(Case one) {
    if (!one.ground().basis().isOfAnArtist()) return null;
    String name = artistName(one);
    return desk.sources().artist(name).map(CaseDesk::artist).orElse(null);
  }

  /// The owner that the rules named; where a person has yet to decide, whom the findings name.
  private String artistName(Case one) {
    if (!one.ground().owner().isEmpty()) return one.ground().owner();
    return desk.sources()
        .assessment(one.origin().assessment())
        .flatMap(found -> found.signs().identity())
        .map(identity -> identity.artist())
        .orElse("");
  }

  private static Map<String, Object> artist(RosterArtist artist) {
    var deliveries = artist.deliveries();
    var view = new LinkedHashMap<String, Object>();
    view.put("name", artist.name());
    view.put("aliases", artist.aliases());
    view.put("profiles", artist.platformIds().stream().sorted().toList());
    view.put("namesakes", artist.namesakes().stream().sorted().toList());
    view.put("distributors", deliveries.distributors().stream().sorted().toList());
    view.put("uploaders", deliveries.uploaders().stream().sorted().toList());
    view.put("labelLines", deliveries.labelLines().stream().sorted().toList());
    view.put("isrcPrefixes", deliveries.isrcPrefixes().stream().sorted().toList());
    view.put("releases", deliveries.releases().stream().map(it -> it.written()).toList());
    var rights = artist.rights();
    view.put("nameMandate", rights.nameMandate().orElse(null));
    view.put("voiceConsent", rights.voiceConsent().orElse(null));
    view.put("marks", rights.marks().stream().map(RegisteredMark::written).toList());
    view.put("markMandate", rights.markMandate().orElse(null));
    return view;
  }

  private static Map<String, Object> segment(Case.Segment segment) {
    var view = new LinkedHashMap<String, Object>();
    view.put("recording", segment.recording().value());
    view.put("uploadFrom", segment.upload().from());
    view.put("uploadTo", segment.upload().to());
    view.put("recordingFrom", segment.reference().from());
    view.put("recordingTo", segment.reference().to());
    view.put("tempoFactor", segment.tempoFactor());
    view.put("pitchSemitones", segment.pitchSemitones());
    view.put("score", segment.score());
    view.put("expectedFalseMatches", segment.expectedFalseMatches());
    return view;
  }

  private Map<String, Object> assessment(Case one) {
    return desk.sources()
        .assessment(one.origin().assessment())
        .<Map<String, Object>>map(found ->
            Map.of(
                "id", found.id().value(),
                "sha256", found.sha256(),
                "conclusion", found.conclusion(),
                "algorithm", found.algorithm(),
                "document", JSON.readTree(found.json()),
                "at", found.at()))
        .orElse(Map.of());
  }

  /// What other detectors said of the same sound: shown beside ours, and no ground of the case.
  private List<ObjectNode> opinions(Case one) {
    return desk.sources()
        .assessment(one.origin().assessment())
        .map(this::opinions)
        .orElse(List.of());
  }

  /// The same of any assessment.
  public List<ObjectNode> opinions(Assessment assessment) {
    String own = JSON.readTree(assessment.json()).path("detect").path("verdict").asString("");
    return opinions.of(assessment.blobSha256()).stream()
        .map(opinion -> OpinionJson.of(opinion, own))
        .toList();
  }

  private List<Map<String, Object>> history(CaseId id) {
    var all = new ArrayList<>(ledger.about(Cases.subject(id)));
    for (var notice : desk.notices().ofCase(id))
      all.addAll(ledger.about(Notices.subject(notice.id())));
    return all.stream()
        .map(CaseDesk::recorded)
        .sorted((a, b) -> String.valueOf(a.get("at")).compareTo(String.valueOf(b.get("at"))))
        .toList();
  }

  private static Map<String, Object> recorded(Ledger.Recorded entry) {
    var json = entry.json();
    var view = new LinkedHashMap<String, Object>();
    view.put("id", entry.id().value());
    view.put("index", entry.index());
    view.put("at", json.path("at").asString());
    view.put("kind", entry.kind());
    view.put("actor", json.path("actor").path("role").asString());
    view.put("data", json.path("data"));
    return view;
  }

  /// Draws the notice up for a person, and shows what would be sent.
  public Map<String, Object> draft(CaseId id, PersonId person) {
    var notice = attestation.draft(id, person);
    var bytes = desk.notices().document(notice.id());
    var view = new LinkedHashMap<String, Object>();
    view.put("notice", notice.id().value());
    view.put("documentSha256", notice.documentSha256());
    view.put("document", JSON.readTree(new String(bytes, StandardCharsets.UTF_8)));
    view.put("toAffirm", Statement.confirmed(notice.basis().name()));
    return view;
  }

  /// The draft of a case that waits for a signature.
  public NoticeId openDraft(CaseId id) {
    return desk.notices().ofCase(id).stream()
        .filter(notice -> notice.state() == NoticeState.DRAFTED)
        .reduce((_, last) -> last)
        .map(Notice::id)
        .orElseThrow(() ->
            new Refused(
                "NOT_READY",
                "case " + id,
                "no notice has been drawn up to sign",
                "draw it up first: POST …/draft"));
  }

  /// Refuses a signature under which not every sentence was affirmed.
  public void requireAffirmed(CaseId id, Set<String> affirmed) {
    var missing =
        Statement.confirmed(desk.cases().get(id).ground().basis().name()).stream()
            .map(Statement::id)
            .filter(statement -> !affirmed.contains(statement))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty())
      throw new InvalidInput(
          "NOT_AFFIRMED",
          "/affirmed",
          "not affirmed: " + missing,
          "read each sentence, and sign only if all of them are true");
  }
}
