/// Codec: file to samples, and samples to file, in a child process; the only place with native
/// codecs.
///
/// Two sides share this module. The child ([org.antiphon.codec.CodecProgram]) meets hostile bytes
/// with FFmpeg's libraries; its class path is this module and FFmpeg, nothing else: no database, no
/// network, no secrets, and it opens no file: it asks its parent for the bytes. The parent (room
/// `audio`) uses only the pipe's types: [org.antiphon.codec.FrameReader],
/// [org.antiphon.codec.FrameWriter], the commands and reports, and
/// [org.antiphon.codec.CodecClassPath].
///
/// The pipe: the parent sends one command (DECODE or ENCODE); then the child leads: it asks for
/// bytes of the file (READ, answered by BYTES) or for samples (WANT, answered by SAMPLES), sends
/// what it made (FORMAT, NATIVE, MONO, RESTART, WRITE), and ends with DONE or FAILED. Start at
/// [org.antiphon.codec.FrameKind].
@NullMarked
package org.antiphon.codec;

import org.jspecify.annotations.NullMarked;
