package org.antiphon.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.problem.Refused;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Gives out stored sound by byte ranges, as players ask for it. The type is told from the first
/// bytes, never from what a platform said; nothing but sound is ever named as something a browser
/// would run.
public final class Media {
  private final Blobs blobs;

  /// Serves from `blobs`.
  public Media(Blobs blobs) {
    this.blobs = blobs;
  }

  /// The whole blob, or the range that the request names.
  public ResponseEntity<Resource> sound(BlobId id) {
    var file = fileOf(id);
    return ResponseEntity.ok()
        .contentType(typeOf(file))
        .eTag('"' + id.sha256() + '"')
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
        .header("Accept-Ranges", "bytes")
        .body(new FileSystemResource(file));
  }

  /// A file that we made from the blob `id`.
  public ResponseEntity<Resource> made(BlobId id, Path file) {
    return ResponseEntity.ok()
        .contentType(typeOf(file))
        .eTag('"' + id.sha256() + "-preview\"")
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
        .header("Accept-Ranges", "bytes")
        .body(new FileSystemResource(file));
  }

  private Path fileOf(BlobId id) {
    try {
      if (blobs.holds(id)) return blobs.path(id);
    } catch (IOException e) {
      throw new UncheckedIOException("the blob store does not answer", e);
    }
    throw new Refused(
        "NOT_FOUND", id.sha256(), "this sound is not kept any more", "see the retention rules");
  }

  private static MediaType typeOf(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return typeOf(in.readNBytes(12));
    } catch (IOException e) {
      return MediaType.APPLICATION_OCTET_STREAM; // the answer itself will say what is wrong
    }
  }

  static MediaType typeOf(byte[] head) {
    var text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("OggS")) return audio("ogg");
    if (text.startsWith("fLaC")) return audio("flac");
    if (text.startsWith("RIFF")) return audio("wav");
    if (text.startsWith("FORM")) return audio("aiff");
    if (text.startsWith("ftyp", 4)) return audio("mp4");
    boolean frame = head.length > 1 && (head[0] & 0xff) == 0xff && (head[1] & 0xe0) == 0xe0;
    if (text.startsWith("ID3") || frame) return audio("mpeg");
    return MediaType.APPLICATION_OCTET_STREAM;
  }

  private static MediaType audio(String subtype) {
    return new MediaType("audio", subtype);
  }
}
