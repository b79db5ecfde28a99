package org.antiphon.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.codec.DecodeCommand.Feed;
import org.antiphon.codec.DecodeReport.Extent;
import org.antiphon.codec.DecodeReport.Format;
import org.jspecify.annotations.Nullable;

/// Answers one DECODE: a pass over the file; a second one, rarely, when the mean of its channels
/// cancels or when its header lied about its length.
final class DecodeWork {
  private final ParentPipe pipe;
  private final String decoders;
  private final DecodeCommand command;
  private final CpuClock clock = new CpuClock();

  DecodeWork(ParentPipe pipe, String decoders, DecodeCommand command) {
    this.pipe = pipe;
    this.decoders = decoders;
    this.command = command;
  }

  DecodeReport run() throws IOException, CodecFailure {
    try (var file = RemoteFile.toRead(pipe, command.fileBytes())) {
      return first(file);
    }
  }

  private DecodeReport first(RemoteFile file) throws IOException, CodecFailure {
    var levels = new Levels();
    try (var sound = SoundFile.open(file, decoders)) {
      refuseTooLong(sound);
      var packets =
          command.wants(Feed.HASHES)
              ? PacketWatch.hashing(sound.container())
              : PacketWatch.without(sound.container());
      var hash = command.wants(Feed.HASHES) && mayHavePcm(sound) ? pcmHash(sound) : null;
      var pass = new Pass(sound, command.bounds(), clock, packets, consumers(levels, hash));
      pass.run();
      if (pass.frames() == 0) throw nothingDecoded(pass);
      return report(sound, pass, packets, levels, hash);
    }
  }

  private List<Consumer> consumers(Levels levels, @Nullable PcmHash hash) {
    long most = command.bounds().outputBytes();
    var consumers = new ArrayList<Consumer>();
    // The float formats' integers are made by the hash from the floats, so its place does not
    // matter.
    if (hash != null) consumers.add(hash);
    if (command.wants(Feed.NATIVE)) consumers.add(new NativeFeed(pipe.out(), most));
    if (command.wants(Feed.MONO)) consumers.add(MonoFeed.ofMean(pipe.out(), most, levels));
    else if (!command.feeds().isEmpty()) consumers.add(new PeakOnly(levels));
    return consumers;
  }

  private DecodeReport report(
      SoundFile sound, Pass pass, PacketWatch packets, Levels levels, @Nullable PcmHash hash)
      throws IOException, CodecFailure {
    var file = sound.file();
    var truncation = Truncation.of(sound, packets, pass.seconds());
    var format =
        new Format(
            sound.container(),
            sound.codec(),
            pass.firstRate(),
            pass.firstChannels(),
            sound.bitRate(),
            sound.isLossless());
    double peak = command.feeds().isEmpty() ? Double.NaN : levels.peak(); // nobody listened
    var extent = new Extent(pass.seconds(), pass.frames(), peak, pass.damaged());
    Map<String, String> tags = sound.tags();
    sound.close(); // before the file is read again
    if (command.wants(Feed.MONO) && levels.cancel()) again(file, levels.loudest());
    var pcm = hash == null ? Optional.<String>empty() : settle(file, hash);
    var hashes = new DecodeReport.Hashes(packets.hash(), pcm);
    return new DecodeReport(format, extent, tags, hashes, truncation, clock.seconds());
  }

  /// The mono of a file whose mean cancels, from its beginning.
  private void again(RemoteFile file, int channel) throws IOException, CodecFailure {
    pipe.out().payload(0);
    pipe.out().send(FrameKind.RESTART);
    var feed = MonoFeed.ofChannel(pipe.out(), command.bounds().outputBytes(), channel);
    repeat(file, feed);
  }

  private Optional<String> settle(RemoteFile file, PcmHash hash) throws IOException, CodecFailure {
    if (!hash.isPossible() || hash.isTrue()) return hash.hash();
    var second = new PcmHash(hash.frames());
    repeat(file, second);
    return second.hash();
  }

  private void repeat(RemoteFile file, Consumer consumer) throws IOException, CodecFailure {
    try (var sound = SoundFile.open(file, decoders)) {
      var packets = PacketWatch.without(sound.container());
      new Pass(sound, command.bounds(), clock, packets, List.of(consumer)).run();
    }
  }

  private static boolean mayHavePcm(SoundFile sound) {
    return sound.isLossless();
  }

  private static PcmHash pcmHash(SoundFile sound) {
    double rate = sound.stream().codecpar().sample_rate();
    return new PcmHash(Math.round(sound.promisedSeconds() * rate));
  }

  /// A header may lie, but not about more sound than its bytes can hold: below 2 kbit/s it is not
  /// believed, and the sound itself is counted.
  private void refuseTooLong(SoundFile sound) throws CodecFailure {
    double promised = sound.promisedSeconds();
    if (promised > command.bounds().seconds() && command.fileBytes() > promised * 250)
      throw new CodecFailure(
          Fault.Code.TOO_LONG,
          "holds %.0f s of sound, more than %.0f s".formatted(promised, command.bounds().seconds()),
          "cut it into shorter files");
  }

  private static CodecFailure nothingDecoded(Pass pass) {
    return pass.damaged() == 0
        ? new CodecFailure(
            Fault.Code.TOO_SHORT, "holds no sound at all", "look whether its export was finished")
        : new CodecFailure(
            Fault.Code.UNREADABLE,
            "none of its %d packets can be decoded".formatted(pass.damaged()),
            "export it again from where it came");
  }

  /// Hears how loud a file is when nobody asked for mono.
  private record PeakOnly(Levels levels) implements Consumer {
    @Override
    public void take(Planes planes, int sampleRate) {
      levels.peak(planes);
    }

    @Override
    public void finish() {}
  }
}
