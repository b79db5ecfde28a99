/// Audio: what does this file sound like, sample by sample?
///
/// In: a file of anybody's making, a settings record. Out: samples at the file's own rate and, in
/// the same pass, 16 kHz mono for recognition; [org.antiphon.audio.AudioInfo] with tags, hashes and
/// what was wrong with the file; files encoded from samples; a fast Fourier transform. Hostile
/// bytes never meet native code in this process: a pool of sandboxed children (module `codec`)
/// decodes and encodes, and a child that crashes, hangs or lies costs one file. Uses codec, by its
/// pipe, and problem. Knows no uploads, rights or verdicts. Start at
/// [org.antiphon.audio.AudioReader].
@NullMarked
package org.antiphon.audio;

import org.jspecify.annotations.NullMarked;
