package org.antiphon.enforcement.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.basis.LawBook;
import org.antiphon.enforcement.basis.PlatformProfile;
import org.antiphon.enforcement.basis.Standing;
import org.antiphon.enforcement.basis.UploadFact;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.CopyFact;
import org.antiphon.examination.Signs;
import org.antiphon.intake.Upload;

/// Puts together, as values, what the rules look at.
final class FactsGathering {
  private final CaseSources sources;
  private final CaseTable table;
  private final LawBook law;
  private final Instant now;

  FactsGathering(CaseSources sources, CaseTable table, LawBook law, Instant now) {
    this.sources = sources;
    this.table = table;
    this.law = law;
    this.now = now;
  }

  Facts facts(Upload upload, Assessment assessment) {
    var found = sources.findings(upload.id().uuid());
    var works = new HashMap<RecordingId, Facts.Work>();
    Stream.of(
            assessment.copies().stream().map(CopyFact::recording),
            assessment.signs().picture().stream().map(Signs.Picture::recording),
            of(found, Finding.Kind.SONG).map(RecordingId::new))
        .flatMap(each -> each)
        .distinct()
        .forEach(id -> sources.work(id).ifPresent(work -> works.put(id, work)));
    var rights =
        Stream.concat(
                assessment.signs().identity().stream().map(Signs.Identity::artist),
                of(found, Finding.Kind.VOICE))
            .distinct()
            .flatMap(artist -> sources.artistMandates(artist).stream())
            .toList();
    var touched = new ArrayList<Facts.Touched>();
    assessment.signs().picture().ifPresent(picture -> touched.add(artwork(picture, works)));
    of(found, Finding.Kind.SONG).forEach(id -> touched.add(song(id, upload, works)));
    assessment.signs().identity().flatMap(it -> mark(it, upload)).ifPresent(touched::add);
    return new Facts(
        upload(upload),
        assessment.copies(),
        assessment.algorithm(),
        works,
        rights,
        findings(assessment, voice(found), touched));
  }

  private static Stream<String> of(List<Finding> found, Finding.Kind kind) {
    return found.stream().filter(each -> each.kind() == kind).map(Finding::about);
  }

  /// Consent is the artist's, in writing; without it the rules drop the fact.
  private Optional<Facts.Voice> voice(List<Finding> found) {
    return of(found, Finding.Kind.VOICE)
        .findFirst()
        .map(artist ->
            new Facts.Voice(
                artist,
                sources.artist(artist).flatMap(it -> it.rights().voiceConsent()).isPresent()));
  }

  private static Facts.Touched artwork(Signs.Picture picture, Map<RecordingId, Facts.Work> works) {
    return new Facts.Touched.Artwork(
        owner(works, picture.recording(), Mandate.Kind.ARTWORK).orElse(picture.artist()),
        Optional.of(picture.recording()));
  }

  private Facts.Touched song(String id, Upload upload, Map<RecordingId, Facts.Work> works) {
    var recording = new RecordingId(id);
    var right = sources.song(recording);
    return new Facts.Touched.Composition(
        owner(works, recording, Mandate.Kind.COMPOSITION).orElse(""),
        Optional.of(recording),
        Optional.ofNullable(works.get(recording))
            .flatMap(work -> work.recording().codes().iswc())
            .orElse(""),
        platform(upload).licensedSongs(),
        right.share(),
        right.consent());
  }

  private static Optional<String> owner(
      Map<RecordingId, Facts.Work> works, RecordingId id, Mandate.Kind kind) {
    return Optional.ofNullable(works.get(id)).map(work -> work.owner(kind));
  }

  /// A registered mark in the credits of somebody who goes by the artist's name, or refers to it.
  private Optional<Facts.Touched> mark(Signs.Identity identity, Upload upload) {
    var kind = Facts.Identity.Kind.valueOf(identity.conclusion());
    if (kind == Facts.Identity.Kind.AUTHORISED || kind == Facts.Identity.Kind.NAMESAKE)
      return Optional.empty();
    return sources
        .artist(identity.artist())
        .flatMap(artist -> artist.rights().markIn(upload.credits().names()))
        .map(mark ->
            new Facts.Touched.Mark(
                identity.artist(),
                mark.text(),
                kind == Facts.Identity.Kind.REFERENCE,
                mark.holdsOn(LocalDate.ofInstant(now, ZoneOffset.UTC))
                    && law.meets(mark.territories(), platform(upload).territories())));
  }

  Standing standing(Case.Target target, Assessment assessment) {
    var uploaders = new HashMap<RecordingId, Integer>();
    assessment.copies().stream()
        .map(CopyFact::recording)
        .distinct()
        .forEach(id -> uploaders.put(id, table.uploadersOf(id)));
    return new Standing(
        table.priors(target),
        Map.copyOf(uploaders),
        paused(target, assessment),
        volume(target),
        Standing.Remedy.REMOVAL);
  }

  /// As above for a case that a person reviewed by itself: numbers no longer hold it.
  Standing reviewed(Case.Target target, Assessment assessment) {
    var all = standing(target, assessment);
    return new Standing(all.priors(), all.uploaders(), all.paused(), Optional.empty(), all.asked());
  }

  private Map<Basis, Standing.Paused> paused(Case.Target target, Assessment assessment) {
    var open = sources.pauses();
    if (open.isEmpty()) return Map.of();
    var now = new PausedNow(open);
    var recordings = assessment.copies().stream().map(CopyFact::recording).distinct().toList();
    var artist = assessment.signs().identity().map(Signs.Identity::artist).orElse("");
    var found = new EnumMap<Basis, Standing.Paused>(Basis.class);
    for (var basis : Basis.values())
      now.reason(target.platform(), basis, PausedNow.mandates(sources, basis, recordings, artist))
          .ifPresent(pause -> found.put(basis, new Standing.Paused(pause.code(), pause.inWords())));
    return found;
  }

  private Optional<Standing.Volume> volume(Case.Target target) {
    return switch (sources.watching()) {
      case NOT_AT_ALL -> Optional.empty();
      case WITH_A_SECOND -> Optional.of(table.volume(target, now));
      case ALONE -> {
        var counted = table.volume(target, now);
        yield Optional.of(
            new Standing.Volume(
                counted.today(), counted.median7(), counted.atUploader(), Integer.MAX_VALUE));
      }
    };
  }

  /// A platform without a section has no regime: the rules then ask a person.
  PlatformProfile platform(Upload upload) {
    String id = upload.platform().text();
    return sources
        .platform(id)
        .orElseGet(() -> new PlatformProfile(id, Set.of(), Set.of("*"), false));
  }

  static Case.Target target(Upload upload, Assessment assessment) {
    return new Case.Target(
        upload.platform().text(),
        upload.id().uuid(),
        upload.externalId(),
        upload.uploader().id(),
        assessment.blobSha256());
  }

  private static UploadFact upload(Upload upload) {
    var credits = upload.credits();
    return new UploadFact(
        upload.platform().text(),
        upload.externalId(),
        Optional.of(upload.publishedAt().atOffset(ZoneOffset.UTC).toLocalDate()),
        upload.seconds(),
        credits.title() + "\n" + credits.field("description").orElse(""),
        new UploadFact.Names(
            upload.uploader().id(),
            upload.uploader().name(),
            credits.field("distributor"),
            credits.label()));
  }

  private static Facts.Findings findings(
      Assessment assessment, Optional<Facts.Voice> voice, List<Facts.Touched> touched) {
    var signs = assessment.signs();
    return new Facts.Findings(
        assessment.error(),
        0,
        signs.sound().map(FactsGathering::machineMade),
        signs.identity().map(FactsGathering::identity),
        voice,
        signs.manifest().map(FactsGathering::provenance),
        touched);
  }

  /// The second sign that R1 asks for: a generator's own mark, or a decoder that no codec of
  /// delivery ends in.
  private static Facts.MachineMade machineMade(Signs.Sound sound) {
    return new Facts.MachineMade(sound.probability(), sound.wholeWork() || sound.generatorMark());
  }

  private static Facts.Identity identity(Signs.Identity identity) {
    return new Facts.Identity(
        Facts.Identity.Kind.valueOf(identity.conclusion()), identity.artist(), identity.finding());
  }

  /// A signer is ours where the certificate leads to a root that the operator added.
  private static Facts.Provenance provenance(Signs.Manifest manifest) {
    var state =
        switch (manifest.state()) {
          case "TRUSTED" -> Facts.Provenance.State.TRUSTED;
          case "INVALID" -> Facts.Provenance.State.INVALID;
          case "VALID_UNTRUSTED" -> Facts.Provenance.State.UNTRUSTED;
          default -> Facts.Provenance.State.MISSING;
        };
    return new Facts.Provenance(state, manifest.whole(), manifest.ours(), manifest.saysAi());
  }
}
