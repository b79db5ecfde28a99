package org.antiphon.server;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.PersonId;
import org.antiphon.enforcement.attestation.AttestationRequest;
import org.antiphon.enforcement.attestation.Batch;
import org.antiphon.enforcement.attestation.Batches;
import org.antiphon.enforcement.attestation.Signed;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.Statement;
import org.antiphon.problem.InvalidInput;

/// Batches as API and page show them: the whole list, which of it must be opened and why, what was
/// heard of it, and what the sample proves.
public final class BatchDesk {
  private final Batches batches;
  private final CaseDesk desk;

  /// Asks the doors of attestation.
  public BatchDesk(Batches batches, CaseDesk desk) {
    this.batches = batches;
    this.desk = desk;
  }

  /// The door itself.
  public Batches batches() {
    return batches;
  }

  /// Groups that could be signed together, and the person's open lists.
  public Map<String, Object> all(PersonId person) {
    var view = new LinkedHashMap<String, Object>();
    view.put("waiting", batches.waiting());
    view.put(
        "open",
        batches.open(person).stream()
            .map(each ->
                Map.of(
                    "id", each.id(),
                    "notices", each.notices().size() - each.dropped().size(),
                    "platform", platform(each),
                    "at", each.at()))
            .toList());
    return view;
  }

  private String platform(Batches.Listed listed) {
    return desk.notices().get(listed.notices().getFirst()).target().platform();
  }

  /// One list whole.
  public Map<String, Object> whole(UUID id, PersonId person) {
    var listed = batches.get(id, person);
    var batch = batches.sampleOf(listed);
    var rows =
        listed.notices().stream()
            .map(notice -> row(desk.notices().get(notice), batch, listed.dropped(), person))
            // What must be heard comes first: the person works the list from the top.
            .sorted(Comparator.comparing(Row::mustBeOpened).reversed())
            .toList();
    long needed = rows.stream().filter(Row::mustBeOpened).count();
    long heard = rows.stream().filter(Row::mustBeOpened).filter(Row::heardEnough).count();
    var first = desk.notices().get(listed.notices().getFirst());
    var view = new LinkedHashMap<String, Object>();
    view.put("id", id);
    view.put("at", listed.at());
    view.put("signedAt", listed.signedAt().orElse(null));
    view.put("root", batch.root());
    view.put("basis", first.basis());
    view.put("platform", first.target().platform());
    view.put("mandate", first.signing().mandate());
    view.put("needed", needed);
    view.put("heard", heard);
    view.put("sample", batch.sample().size());
    view.put("bound", Batch.bound(batch.sample().size()));
    view.put("dropped", listed.dropped().size());
    view.put("toAffirm", Statement.confirmed(first.basis().name()));
    view.put("items", rows.stream().map(Row::view).toList());
    return view;
  }

  /// One notice of a list.
  ///
  /// @param open whether it may still be signed with the others
  private record Row(
      UUID about,
      boolean mustBeOpened,
      boolean heardEnough,
      boolean open,
      Map<String, Object> view) {}

  private Row row(Notice notice, Batch batch, Set<NoticeId> dropped, PersonId person) {
    var view = new LinkedHashMap<String, Object>();
    var about = desk.cases().get(notice.about());
    var segments = desk.cases().segments(notice.about());
    var heard = desk.attestation().heardOf(notice.about(), person);
    boolean needed = batch.mustBeOpened().contains(notice.id());
    boolean enough = heard.isEnough(about.ground().basis().isHeardBeside());
    view.put("notice", notice.id().value());
    view.put("case", notice.about().value());
    view.put("state", notice.state());
    view.put("documentSha256", notice.documentSha256());
    view.put("uploadId", notice.target().externalId());
    view.put(
        "title",
        desk.upload(notice.target().upload()).map(each -> each.credits().title()).orElse(null));
    view.put(
        "recording", about.recordings().isEmpty() ? null : about.recordings().getFirst().value());
    view.put("seconds", segments.stream().mapToDouble(each -> each.upload().seconds()).sum());
    view.put("score", segments.stream().mapToDouble(Case.Segment::score).min().orElse(0));
    view.put("tempoFactor", segments.isEmpty() ? 1 : segments.getFirst().tempoFactor());
    view.put("inSample", batch.sample().contains(notice.id()));
    view.put("outlier", batch.outliers().contains(notice.id()));
    view.put("mustBeOpened", needed);
    view.put("uploadSeconds", heard.uploadSeconds());
    view.put("recordingSeconds", heard.recordingSeconds());
    view.put("heardEnough", enough);
    view.put("dropped", dropped.contains(notice.id()));
    return new Row(notice.about().value(), needed, enough, !dropped.contains(notice.id()), view);
  }

  /// What is signed of a list, with the hashes that stood on it.
  public List<AttestationRequest.Shown> shown(UUID id, PersonId person, String root) {
    var listed = batches.get(id, person);
    if (!batches.sampleOf(listed).root().equals(root))
      throw new InvalidInput(
          "DOCUMENT_CHANGED", "root", "the list is not the one that was shown", "look at it again");
    return listed.notices().stream()
        .map(notice ->
            new AttestationRequest.Shown(notice, desk.notices().get(notice).documentSha256()))
        .toList();
  }

  /// Signs what was shown, less what was dropped.
  public Signed sign(UUID id, AttestationRequest request) {
    var signed = desk.attestation().attest(request);
    batches.signed(id);
    return signed;
  }

  /// Refuses a signature under which not every sentence was affirmed.
  public void requireAffirmed(UUID id, PersonId person, Set<String> affirmed) {
    var first = desk.notices().get(batches.get(id, person).notices().getFirst());
    desk.requireAffirmed(first.about(), affirmed);
  }

  /// What is dropped of a list.
  public Set<NoticeId> dropped(UUID id, PersonId person) {
    return batches.get(id, person).dropped();
  }

  /// The next notice of the list that must be opened and was not heard yet, as its case.
  public Optional<UUID> nextUnheard(UUID id, PersonId person) {
    var listed = batches.get(id, person);
    var batch = batches.sampleOf(listed);
    return listed.notices().stream()
        .map(notice -> row(desk.notices().get(notice), batch, listed.dropped(), person))
        .filter(row -> row.mustBeOpened() && !row.heardEnough() && row.open())
        .map(Row::about)
        .findFirst();
  }
}
