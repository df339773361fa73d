package org.postern.config;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The whole configuration, checked, with every default in place. A port that is empty is turned off; {@code bind}
 * lists are never empty; paths are absolute.
 *
 * @param hostname a domain name in lower case
 * @param dataDir holds mail/, users, domains, run/ and tls/
 */
public record Settings(
        String hostname,
        Path dataDir,
        Optional<String> defaultDomain,
        List<InetAddress> bind,
        Imap imap,
        Pop3 pop3,
        Lmtp lmtp,
        Policy policy,
        Smtp smtp,
        Admin admin,
        Tls tls,
        Auth auth,
        Quota quota,
        Warning warning,
        Delivery delivery,
        Bounce bounce,
        Store store,
        Search search,
        Limits limits,
        Log log) {

    /** {@code <data-dir>/domains}. */
    public Path domainFile() {
        return dataDir.resolve("domains");
    }

    /** {@code <data-dir>/mail}. */
    public Path mailDir() {
        return dataDir.resolve("mail");
    }

    /** {@code <data-dir>/run}. */
    public Path runDir() {
        return dataDir.resolve("run");
    }

    /** {@code <data-dir>/tls}, for the self-signed certificate. */
    public Path tlsDir() {
        return dataDir.resolve("tls");
    }

    /**
     * Where IMAP listens, what it offers of what an operator may do without, and how much one command may be.
     *
     * @param offers immutable
     * @param messageLimit messages that one command may process; empty: any number
     * @param saveLimit messages that one COPY may copy; empty: any number
     */
    public record Imap(
            OptionalInt port,
            OptionalInt tlsPort,
            List<InetAddress> bind,
            Set<ImapOffer> offers,
            OptionalLong messageLimit,
            OptionalLong saveLimit,
            EightBitHeaders eightBitHeaders) {}

    /** IMAP extensions that an operator may do without. */
    public enum ImapOffer {
        COMPRESS,
        UNAUTHENTICATE,
        REFERRALS
    }

    /** What becomes of header fields that are not ASCII, from a client that has not said that it knows them. */
    public enum EightBitHeaders {
        ACCEPT,
        REJECT
    }

    /**
     * Where POP3 listens, and how it names messages.
     *
     * @param uidl how UIDLs are made, in Dovecot's variables
     * @param rules for users whom the user file and the domain file give no others
     */
    public record Pop3(
            OptionalInt port, OptionalInt tlsPort, List<InetAddress> bind, String uidl, MaildropRules rules) {}

    /**
     * Where LMTP listens.
     *
     * @param trusted peers that may say on whose behalf they speak
     */
    public record Lmtp(OptionalInt port, Optional<Path> socket, List<InetAddress> bind, List<InetAddress> trusted) {}

    public record Policy(OptionalInt port, List<InetAddress> bind) {}

    public record Smtp(OptionalInt port, List<InetAddress> bind) {}

    public record Admin(OptionalInt port, List<InetAddress> bind) {}

    /**
     * What TLS needs.
     *
     * @param files empty: a self-signed certificate under {@link #tlsDir()}
     */
    public record Tls(Optional<KeyPairFiles> files, TlsVersion minimum) {}

    /**
     * Where the operator keeps certificate and key.
     *
     * @param certificate PEM, the chain, own certificate first
     * @param key PEM, PKCS 8
     */
    public record KeyPairFiles(Path certificate, Path key) {}

    /**
     * Who may log in, and who administers.
     *
     * @param admins addresses in lower case
     */
    public record Auth(PlaintextLogin plaintext, Path file, List<String> admins) {
        public Auth {
            admins = List.copyOf(admins);
        }

        /** Whether sessions that are open keep to what they were made with. */
        public boolean isRebuiltFor(Auth other) {
            return plaintext != other.plaintext || !file.equals(other.file);
        }
    }

    /**
     * What a user may store who was made without limits of his own, and what happens at the limit.
     *
     * @param messages empty: unlimited
     * @param warnAt percent, ascending, each once
     */
    public record Quota(
            ByteSize storage, OptionalLong messages, AccountRules rules, WhenFull whenFull, List<Integer> warnAt) {}

    /**
     * How users are told about their quota.
     *
     * @param warning empty: what is built in, as for relief
     */
    public record Warning(
            Language language, Optional<NoticeFile> warning, Optional<NoticeFile> relief, Optional<Webhook> webhook) {}

    /**
     * Another program that is told.
     *
     * @param secret signs what it is told
     */
    public record Webhook(URI uri, Optional<String> secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /** A language of built-in messages. */
    public enum Language {
        EN,
        DE
    }

    /**
     * How mail is accepted.
     *
     * @param maxSize finite
     * @param subaddress between user and folder; empty: subaddresses are off
     * @param aliases the alias file, which need not exist
     * @param subaddressFolders mailboxes up to which an account gets another one for a subaddress
     * @param duplicates how long a message is known again; zero: not at all
     */
    public record Delivery(
            ByteSize maxSize,
            Optional<Character> subaddress,
            Path aliases,
            int subaddressFolders,
            Duration duplicates) {}

    /**
     * How mail leaves.
     *
     * @param from the address in From of bounces
     * @param giveUp how long a message is tried
     */
    public record Bounce(Optional<HostPort> smarthost, String from, Language language, Duration giveUp) {}

    /**
     * What the store does beside keeping mail.
     *
     * @param keepExpunged how long expunged messages can be restored; zero: not at all
     * @param keepSmall messages up to so many octets are kept together too, 0 to 65,536
     * @param expire of those that match a mailbox the first counts; what users and domains have comes before
     */
    public record Store(OnStop onStop, Duration keepExpunged, int keepSmall, List<ExpireRule> expire) {
        public Store {
            expire = List.copyOf(expire);
        }
    }

    /**
     * How searches for text are made fast.
     *
     * @param indexSize what the indexes of one user may take on the disk, about
     */
    public record Search(boolean index, ByteSize indexSize) {
        /** Octets that indexes may take; 0 when there are to be none. */
        public long indexOctets() {
            return index ? indexSize.octets() : 0;
        }
    }

    public record Limits(int connections, int perUser, int perAddress, Duration idle, Duration login) {}

    public record Log(LogLevel level, LogFormat format) {}

    /** Whether passwords may be sent without TLS from elsewhere than loopback. */
    public enum PlaintextLogin {
        ONLY_WITH_TLS,
        ALWAYS
    }

    /** What happens to the mail of an account when the server stops. */
    public enum OnStop {
        KEEP,
        /** It is made ready for another server. */
        RELEASE
    }

    /** What the sender of a message to a full mailbox hears. */
    public enum WhenFull {
        REJECT,
        DEFER
    }

    public enum TlsVersion {
        V1_2("1.2"),
        V1_3("1.3");

        private final String number;

        TlsVersion(String number) {
            this.number = number;
        }

        /** As in the configuration: {@code 1.2}. */
        @Override
        public String toString() {
            return number;
        }
    }

    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    public enum LogFormat {
        TEXT,
        JSON
    }
}
