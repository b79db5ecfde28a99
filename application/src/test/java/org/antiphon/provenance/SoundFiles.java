package org.antiphon.provenance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Small sound files, made byte by byte.
final class SoundFiles {
  private SoundFiles() {}

  /// A second of a tone, 8 kHz, 16 bit, mono.
  ///
  /// @param more chunks behind the sound
  static byte[] wav(byte[]... more) {
    int samples = 8_000;
    var body = new ByteArrayOutputStream();
    body.writeBytes(ascii("WAVE"));
    var format = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    format.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(16_000);
    format.putShort((short) 2).putShort((short) 16);
    body.writeBytes(chunk("fmt ", format.array()));
    var sound = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++)
      sound.putShort((short) (9_000 * Math.sin(2 * Math.PI * 440 * i / 8_000)));
    body.writeBytes(chunk("data", sound.array()));
    for (byte[] each : more) body.writeBytes(each);
    return chunk("RIFF", body.toByteArray());
  }

  /// A RIFF chunk, padded.
  static byte[] chunk(String id, byte[] payload) {
    var chunk =
        ByteBuffer.allocate(8 + payload.length + (payload.length & 1))
            .order(ByteOrder.LITTLE_ENDIAN);
    return chunk.put(ascii(id)).putInt(payload.length).put(payload).array();
  }

  /// `LIST INFO` with one field.
  static byte[] info(String field, String value) {
    return chunk("LIST", join(ascii("INFO"), chunk(field, utf8(value + "\0"))));
  }

  /// An ID3v2.4 tag with these frames, and two bytes of MPEG behind it.
  static byte[] mp3(byte[]... frames) {
    byte[] all = join(frames);
    byte[] head = ascii("ID3\4\0\0");
    return join(head, syncSafe(all.length), all, new byte[] {(byte) 0xFF, (byte) 0xFB, 0, 0});
  }

  /// A frame of ID3v2.4.
  static byte[] frame(String id, byte[] payload) {
    return join(ascii(id), syncSafe(payload.length), new byte[2], payload);
  }

  /// A text frame in UTF-8; `description` where the frame has one.
  static byte[] text(String id, String description, String value) {
    boolean described = id.equals("TXXX") || id.equals("COMM");
    byte[] language = id.equals("COMM") ? ascii("eng") : new byte[0];
    byte[] head = described ? utf8(description + "\0") : new byte[0];
    return frame(id, join(new byte[] {3}, language, head, utf8(value)));
  }

  /// FLAC with a Vorbis comment and no frame of sound.
  static byte[] flac(String comment) {
    byte[] vendor = utf8("test");
    byte[] said = utf8(comment);
    var block =
        ByteBuffer.allocate(12 + vendor.length + said.length).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(vendor.length).put(vendor).putInt(1).putInt(said.length).put(said);
    byte[] head = {(byte) 0x84, 0, 0, (byte) block.capacity()};
    return join(ascii("fLaC"), head, block.array());
  }

  /// One Ogg page that begins a stream.
  static byte[] ogg(String packet) {
    byte[] payload = packet.getBytes(StandardCharsets.ISO_8859_1);
    byte[] head = new byte[28];
    System.arraycopy(ascii("OggS"), 0, head, 0, 4);
    head[5] = 2;
    head[26] = 1;
    head[27] = (byte) payload.length;
    return join(head, payload);
  }

  static byte[] xmp(String attribute) {
    return utf8(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
            + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
            + " xmlns:dcterms='http://purl.org/dc/terms/'"
            + " xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' "
            + attribute
            + "/></rdf:RDF></x:xmpmeta>");
  }

  static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] each : parts) all.writeBytes(each);
    return all.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] syncSafe(int size) {
    return new byte[] {
      (byte) (size >> 21 & 127),
      (byte) (size >> 14 & 127),
      (byte) (size >> 7 & 127),
      (byte) (size & 127)
    };
  }
}
