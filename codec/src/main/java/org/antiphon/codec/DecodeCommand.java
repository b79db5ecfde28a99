package org.antiphon.codec;

import java.util.EnumSet;
import java.util.Set;

/// What the parent wants of one file.
///
/// @param feeds nothing that is not named here is computed or sent
/// @param fileBytes size of the file whose bytes the child may READ
/// @param bounds what the file may cost
public record DecodeCommand(Set<Feed> feeds, long fileBytes, Bounds bounds) {
  /// Copies the feeds.
  public DecodeCommand {
    feeds = Set.copyOf(feeds);
  }

  /// What can come out of a pass.
  public enum Feed {
    /// NATIVE frames.
    NATIVE,
    /// MONO frames.
    MONO,
    /// The hashes of the report.
    HASHES
  }

  /// What a file may cost.
  ///
  /// @param seconds of sound; beyond: TOO_LONG
  /// @param outputBytes of samples sent; beyond: TOO_LARGE
  /// @param cpuSeconds of computing; beyond: TIMED_OUT
  public record Bounds(double seconds, long outputBytes, double cpuSeconds) {}

  boolean wants(Feed feed) {
    return feeds.contains(feed);
  }

  /// For the pipe.
  public byte[] toBytes() {
    return Payload.write(out -> {
      for (var feed : Feed.values()) out.writeBoolean(wants(feed));
      out.writeLong(fileBytes);
      out.writeDouble(bounds.seconds());
      out.writeLong(bounds.outputBytes());
      out.writeDouble(bounds.cpuSeconds());
    });
  }

  /// From the pipe.
  public static DecodeCommand from(byte[] payload) throws BrokenPipe {
    return Payload.read(
        payload,
        in -> {
          var feeds = EnumSet.noneOf(Feed.class);
          for (var feed : Feed.values()) if (in.readBoolean()) feeds.add(feed);
          return new DecodeCommand(
              feeds, in.readLong(), new Bounds(in.readDouble(), in.readLong(), in.readDouble()));
        });
  }
}
