package org.antiphon.codec;

import java.nio.charset.StandardCharsets;

/// What the first bytes of a file look like, in words for a message; never used to choose a
/// decoder.
enum FileKind {
  WAV("a WAV file", true),
  FLAC("a FLAC file", true),
  OGG("an Ogg file", true),
  MP4("an MP4 file", true),
  AIFF("an AIFF file", true),
  MP3("an MP3 file", true),
  MATROSKA("a Matroska file", true),
  JPEG("a JPEG picture", false),
  PNG("a PNG picture", false),
  GIF("a GIF picture", false),
  PDF("a PDF document", false),
  ZIP("a ZIP archive", false),
  HTML("a web page", false),
  MIDI("a MIDI file, which holds notes and no sound", false),
  PLAYLIST("a playlist, which holds no sound itself", false),
  TEXT("text", false),
  UNKNOWN("nothing known", false);

  private final String words;
  private final boolean sound;

  FileKind(String words, boolean sound) {
    this.words = words;
    this.sound = sound;
  }

  String words() {
    return words;
  }

  boolean isSound() {
    return sound;
  }

  static FileKind of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("RIFF") || text.startsWith("RF64")) return WAV;
    if (text.startsWith("fLaC")) return FLAC;
    if (text.startsWith("OggS")) return OGG;
    if (text.startsWith("ftyp", 4)) return MP4;
    if (text.startsWith("FORM")) return AIFF;
    if (text.startsWith("ID3")) return MP3;
    if (text.startsWith("\u001aE\u00df\u00a3")) return MATROSKA;
    if (text.startsWith("\u00ff\u00d8\u00ff")) return JPEG;
    if (text.startsWith("\u0089PNG")) return PNG;
    if (text.startsWith("GIF8")) return GIF;
    if (text.startsWith("%PDF")) return PDF;
    if (text.startsWith("PK\u0003\u0004")) return ZIP;
    if (text.startsWith("MThd")) return MIDI;
    if (text.startsWith("#EXTM3U") || text.startsWith("[playlist]")) return PLAYLIST;
    String start = text.stripLeading().toLowerCase(java.util.Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) return HTML;
    return isText(head) ? TEXT : UNKNOWN;
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) if (b >= 0 && b < 32 && b != '\n' && b != '\r' && b != '\t') return false;
    return head.length > 0;
  }
}
