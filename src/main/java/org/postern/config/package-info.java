/**
 * The configuration: one table of keys, one reader, immutable records as the result.
 *
 * <p>{@link org.postern.config.Keys} is the only place that names a key, its type, its default and its meaning; the
 * documentation and the sample file are held to it by a test. {@link org.postern.config.ConfigReader} lays four sources
 * over each other: the defaults, a TOML file, environment variables ({@code POSTERN_IMAP_TLS_PORT} is
 * {@code imap.tls-port}) and {@code --set key=value}; the later one wins, key by key. The result is
 * {@link org.postern.config.Settings}, one record for each area, in which every value has been checked and every
 * fallback between keys ({@code imap.bind} to {@code bind}, for example) has been resolved.
 *
 * <p>How it fails: with one {@link org.postern.config.ConfigException} that carries every error found in all sources
 * at once, each with its place (file:line:column, the variable, or the option), in the order of the sources. Nothing
 * is repaired silently, nothing is logged, and no half-read settings ever leave the package. An empty file is valid.
 *
 * <p>What it must not know: who uses the settings. It opens no file but the configuration itself, resolves no host
 * names (addresses to listen on are literals) and does not look whether certificates or directories exist; that is
 * for the parts that open them.
 */
@NullMarked
package org.postern.config;

import org.jspecify.annotations.NullMarked;
