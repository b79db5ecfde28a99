package org.antiphon.provenance;

import java.io.IOException;
import java.util.List;

/// Kinds of files, told by their first bytes, never by name or by what a platform says.
enum Container {
  /// RIFF, RF64 or BW64 with WAVE.
  WAV("audio/wav"),
  MP3("audio/mpeg"),
  FLAC("audio/flac"),
  MP4("audio/mp4"),
  /// The engine does not read it; its streams are looked through for a manifest.
  OGG("audio/ogg"),
  /// The engine does not read it; its chunks are looked through for a manifest.
  AIFF("audio/aiff"),
  /// A manifest store in a file of its own.
  SIDECAR("application/c2pa"),
  /// No sound, but the engine reads it, and covers are signed too.
  JPEG("image/jpeg"),
  /// Sound that no manifest can be embedded in, or not in a way that the engine knows.
  OTHER_SOUND(""),
  UNKNOWN("");

  private static final List<String> OTHERS =
      List.of("wvpk", "MAC ", "TTA1", "caff", ".snd", "#!AMR", "riff");

  private static final long EBML = 0x1A45_DFA3L; // Matroska and WebM
  private final String mime;

  Container(String mime) {
    this.mime = mime;
  }

  String mime() {
    return mime;
  }

  /// Whether the engine reads a whole file of this kind.
  boolean readable() {
    return this != OGG && this != AIFF && this != OTHER_SOUND && this != UNKNOWN;
  }

  /// Whether a hash over bytes binds manifest and sound, so that the file need not pass through the
  /// engine.
  boolean splits() {
    return this == WAV || this == MP3 || this == FLAC;
  }

  static Container of(FileBytes file) throws IOException {
    boolean riff = file.says(0, "RIFF") || file.says(0, "RF64") || file.says(0, "BW64");
    if (riff) return file.says(8, "WAVE") ? WAV : UNKNOWN;
    if (file.says(0, "ID3")) return file.says(Id3.end(file), "fLaC") ? FLAC : MP3;
    if (file.says(0, "fLaC")) return FLAC;
    if (file.says(4, "ftyp")) return MP4;
    if (file.says(0, "OggS")) return OGG;
    if (file.says(0, "FORM") && file.says(8, "AIF")) return AIFF;
    if (file.says(4, "jumb")) return SIDECAR;
    if (file.bigEndian(0, 3) == 0xFFD8FF) return JPEG;
    int sync = (int) file.bigEndian(0, 2);
    if ((sync & 0xFFE0) == 0xFFE0) return (sync & 0x0006) == 0 ? OTHER_SOUND : MP3;
    if (file.bigEndian(0, 4) == EBML) return OTHER_SOUND;
    for (var head : OTHERS) if (file.says(0, head)) return OTHER_SOUND;
    return UNKNOWN;
  }
}
