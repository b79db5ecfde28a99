package org.antiphon.codec;

/// What the parent wants of one picture file.
///
/// @param fileBytes size of the file whose bytes the child may READ; at most [#MOST_BYTES]
/// @param mostPixels width times height; beyond: TOO_LARGE
/// @param side pixels that the longer side of the answer has at most, 16 to 512
public record PictureCommand(long fileBytes, long mostPixels, int side) {
  /// No picture that is decoded has more bytes.
  public static final long MOST_BYTES = 20_000_000;

  /// Refuses what no answer could hold.
  public PictureCommand {
    if (fileBytes < 1 || fileBytes > MOST_BYTES || mostPixels < 1 || side < 16 || side > 512)
      throw new IllegalArgumentException(
          "%d bytes, %d pixels, %d a side".formatted(fileBytes, mostPixels, side));
  }

  /// For the pipe.
  public byte[] toBytes() {
    return Payload.write(out -> {
      out.writeLong(fileBytes);
      out.writeLong(mostPixels);
      out.writeInt(side);
    });
  }

  /// From the pipe.
  public static PictureCommand from(byte[] payload) throws BrokenPipe {
    return Payload.read(
        payload, in -> new PictureCommand(in.readLong(), in.readLong(), in.readInt()));
  }
}
