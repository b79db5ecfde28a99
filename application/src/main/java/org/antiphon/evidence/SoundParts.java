package org.antiphon.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.Encoding;
import org.antiphon.blobs.BlobId;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.CopyFact;
import org.antiphon.examination.Rehearing;
import org.antiphon.examination.Stretch;
import org.antiphon.fingerprint.IndexedRecording;
import org.antiphon.fingerprint.Match;
import org.antiphon.picture.AlignmentPicture;
import org.antiphon.problem.Unreadable;

/// The upload's sound whole, clips of what matches, pictures, and of each recording the peaks that
/// recognition works on: enough to examine once more, and no reference that anybody could listen to
/// but 30 s of it.
final class SoundParts {
  private static final int MOST_CLIPS = 4;
  private final Evidence.Rooms rooms;
  private final Sounds sounds;
  private final Case about;
  private final List<Part> parts;
  private final EncodeRequest clips;

  SoundParts(Evidence.Rooms rooms, Sounds sounds, Case about, List<Part> parts) {
    this(rooms, sounds, about, parts, EncodeRequest.to(Encoding.FLAC, 0));
  }

  private SoundParts(
      Evidence.Rooms rooms, Sounds sounds, Case about, List<Part> parts, EncodeRequest clips) {
    this.clips = clips;
    this.rooms = rooms;
    this.sounds = sounds;
    this.about = about;
    this.parts = parts;
  }

  /// The same with clips in another encoding.
  SoundParts clippedAs(EncodeRequest other) {
    return new SoundParts(rooms, sounds, about, parts, other);
  }

  void add(Assessment assessment, Path folder) throws IOException {
    var segments = rooms.cases().segments(about.id()).stream().limit(MOST_CLIPS).toList();
    var references = references(assessment, segments, folder);
    var audio = new BlobId(assessment.blobSha256());
    if (!rooms.facts().blobs().holds(audio)) {
      parts.add(
          Part.of(
              "data/upload/missing.txt", "The upload's sound is not kept any more (retention).\n"));
      return;
    }
    Path sound = rooms.facts().blobs().path(audio);
    parts.add(Part.of("data/upload/audio." + ending(sound), sound));
    try {
      var taken =
          sounds.take(
              sound, segments.stream().map(Case.Segment::upload).toList(), clips, folder, "upload");
      clips(taken.clips(), "data/upload/excerpt-");
      picture("spectrogram-upload.png", taken.spectrogram());
      alignment(assessment, sound, references, folder);
    } catch (Unreadable fault) {
      parts.add(Part.of("data/upload/unreadable.txt", fault.code() + ": " + fault.what() + "\n"));
    }
  }

  private void clips(List<Path> files, String prefix) {
    String ending = clips.encoding().extension();
    for (int i = 0; i < files.size(); i++)
      parts.add(Part.of(prefix + "%02d.%s".formatted(i + 1, ending), files.get(i)));
  }

  private void picture(String name, byte[] bytes) {
    parts.add(Part.of("data/examination/pictures/" + name, bytes));
  }

  /// Every recording that the assessment names: a match rests on it, or on what it left over.
  private List<Rehearing.Reference> references(
      Assessment assessment, List<Case.Segment> segments, Path folder) throws IOException {
    var references = new ArrayList<Rehearing.Reference>();
    var ids = assessment.copies().stream().map(CopyFact::recording).distinct().toList();
    for (int i = 0; i < ids.size(); i++) {
      String where = "data/reference/%02d/".formatted(i + 1);
      var reference = reference(ids.get(i), where);
      reference.ifPresent(references::add);
      if (about.recordings().contains(ids.get(i))) heard(ids.get(i), segments, folder, where);
    }
    return references;
  }

  private Optional<Rehearing.Reference> reference(RecordingId id, String where) throws IOException {
    var recording = rooms.facts().catalogue().findEvenRemoved(id);
    var sound = rooms.facts().catalogue().soundOf(id);
    if (recording.isEmpty() || sound.isEmpty()) return Optional.empty();
    var json = new LinkedHashMap<String, Object>();
    json.put("schema", "antiphon-bundle-reference/1");
    json.put("id", id.value());
    json.put("title", recording.get().title());
    json.put("artist", recording.get().artist());
    json.put("isrc", recording.get().isrc().map(code -> code.code()).orElse(null));
    json.put("seconds", String.format(Locale.ROOT, "%.6f", sound.get().seconds()));
    json.put("audioSha256", sound.get().audioSha256());
    json.put("packetsSha256", sound.get().packetsSha256().orElse(null));
    json.put("pcmSha256", sound.get().pcmSha256().orElse(null));
    json.put("peaksSha256", sound.get().peaksSha256());
    json.put("algorithm", sound.get().algorithm());
    parts.add(Part.json(where + "reference.json", json));
    Path peaks = rooms.facts().blobs().path(new BlobId(sound.get().peaksSha256()));
    parts.add(Part.of(where + "peaks.apk", peaks));
    return Optional.of(
        new Rehearing.Reference(
            new IndexedRecording(
                id,
                recording.get().title(),
                recording.get().artist(),
                recording.get().isrc(),
                sound.get().seconds(),
                sound.get().audioSha256()),
            Files.readAllBytes(peaks)));
  }

  private void heard(RecordingId id, List<Case.Segment> segments, Path folder, String where)
      throws IOException {
    var blob = rooms.facts().catalogue().referenceBlob(id).map(BlobId::new);
    if (blob.isEmpty() || !rooms.facts().blobs().holds(blob.get())) return;
    List<Stretch> stretches =
        segments.stream()
            .filter(segment -> segment.recording().equals(id))
            .map(Case.Segment::reference)
            .toList();
    String number = where.substring(where.length() - 3, where.length() - 1);
    var taken =
        sounds.take(
            rooms.facts().blobs().path(blob.get()), stretches, clips, folder, "reference" + number);
    clips(taken.clips(), where + "excerpt-");
    picture("spectrogram-reference-" + number + ".png", taken.spectrogram());
  }

  /// The peaks that both share, drawn and listed.
  private void alignment(
      Assessment assessment, Path sound, List<Rehearing.Reference> references, Path folder)
      throws IOException {
    if (references.isEmpty()) return;
    double catalogue = Rerun.catalogueSeconds(PaperChecks.json(bytes(assessment)));
    var again = sounds.rehearing().examine(sound, references, catalogue, folder.resolve("index"));
    int number = 0;
    var csv = new StringBuilder("match,upload_seconds,reference_seconds,hz\n");
    for (Match match : again.matches()) {
      if (!about.recordings().contains(match.recording().id())) continue;
      number++;
      double seconds =
          references.stream()
              .filter(each -> each.recording().id().equals(match.recording().id()))
              .mapToDouble(each -> each.recording().seconds())
              .findFirst()
              .orElse(match.reference().to());
      picture(
          "alignment-%02d.svg".formatted(number),
          new AlignmentPicture(assessment.seconds(), seconds)
              .of(match)
              .getBytes(StandardCharsets.UTF_8));
      for (var point : match.points())
        csv.append(
            String.format(
                Locale.ROOT,
                "%d,%.3f,%.3f,%.1f\n",
                number,
                point.querySeconds(),
                point.referenceSeconds(),
                point.hertz()));
    }
    if (number > 0) parts.add(Part.of("data/examination/alignment.csv", csv.toString()));
  }

  private static byte[] bytes(Assessment assessment) {
    return assessment.json().getBytes(StandardCharsets.UTF_8);
  }

  /// By the first bytes, never by what a platform said.
  private static String ending(Path sound) throws IOException {
    byte[] head;
    try (var in = Files.newInputStream(sound)) {
      head = in.readNBytes(12);
    }
    var text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("OggS")) return "ogg";
    if (text.startsWith("fLaC")) return "flac";
    if (text.startsWith("RIFF")) return "wav";
    if (text.startsWith("FORM")) return "aiff";
    if (text.startsWith("ftyp", 4)) return "m4a";
    boolean frame = head.length > 1 && (head[0] & 0xff) == 0xff && (head[1] & 0xe0) == 0xe0;
    return text.startsWith("ID3") || frame ? "mp3" : "bin";
  }
}
