package org.postern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Debian's Dovecot 2.3, tuned: processes are kept and there are some before they are needed, limits are out of the way,
 * passwords cost nothing, nobody collects statistics, and a Maildir's cur/ is not read again and again for the changes of
 * others. {@code mail_fsync} is Dovecot's default, which syncs saved mail before it is acknowledged and nothing else: that is
 * what Postern does, while "always" would make Dovecot sync its indexes too.
 */
final class DovecotServer implements Server {
    private static final String OWNER = "nobody";
    private static final String CONFIGURATION = """
            base_dir = {work}/run
            state_dir = {work}/run
            log_path = {work}/server.log
            protocols = imap pop3 lmtp
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            auth_mechanisms = plain
            auth_worker_max_count = 4
            postmaster_address = postmaster@bench.test
            stats_writer_socket_path =
            mail_location = {location}
            mail_fsync = optimized
            maildir_very_dirty_syncs = yes
            mailbox_idle_check_interval = 30s
            default_client_limit = 20000
            default_vsz_limit = 0
            default_process_limit = 200
            protocol imap {
              mail_max_userip_connections = 20000
            }
            protocol pop3 {
              mail_max_userip_connections = 20000
            }
            passdb {
              driver = static
              args = password={PLAIN}bench
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home={work}/mail/%d/%n allow_all_users=yes
            }
            service auth {
              unix_listener auth-userdb {
                mode = 0666
              }
            }
            service imap-login {
              service_count = 0
              process_min_avail = 2
              inet_listener imap {
                port = {imap}
              }
              inet_listener imaps {
                port = 0
              }
            }
            service pop3-login {
              service_count = 0
              process_min_avail = 2
              inet_listener pop3 {
                port = {pop3}
              }
              inet_listener pop3s {
                port = 0
              }
            }
            service imap {
              service_count = 0
              process_min_avail = 8
              process_limit = 20000
            }
            service pop3 {
              service_count = 0
              process_min_avail = 4
            }
            service lmtp {
              user = nobody
              service_count = 0
              process_min_avail = 8
              inet_listener lmtp {
                port = {lmtp}
              }
            }
            """;

    private final String name;
    private final int firstPort;
    private final Optional<Path> maildirs;
    private final ServerProcess process;

    private DovecotServer(String name, Path work, int firstPort, String location, Optional<Path> maildirs)
            throws IOException {
        this.name = name;
        this.firstPort = firstPort;
        this.maildirs = maildirs;
        Files.createDirectories(work.resolve("run"));
        Processes.run(
                "chown",
                OWNER,
                Files.createDirectories(work.resolve("mail").resolve(DOMAIN)).toString());
        Path config = work.resolve("dovecot.conf");
        Files.writeString(
                config,
                CONFIGURATION
                        .replace("{work}", work.toString())
                        .replace("{location}", location)
                        .replace("{imap}", Integer.toString(imapPort()))
                        .replace("{pop3}", Integer.toString(pop3Port()))
                        .replace("{lmtp}", Integer.toString(lmtpPort())));
        this.process = new ServerProcess(List.of("dovecot", "-F", "-c", config.toString()), work.resolve("server.log"));
    }

    static DovecotServer withMaildir(Path work, int firstPort) throws IOException {
        return new DovecotServer(
                "Dovecot Maildir", work, firstPort, "maildir:%h/Maildir", Optional.of(work.resolve("mail")));
    }

    static DovecotServer withMdbox(Path work, int firstPort) throws IOException {
        return new DovecotServer("Dovecot mdbox", work, firstPort, "mdbox:%h/mdbox", Optional.empty());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int firstPort() {
        return firstPort;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public Optional<Maildir> maildir(String user) {
        String local = user.substring(0, user.indexOf('@'));
        return maildirs.map(mail -> mail.resolve(DOMAIN).resolve(local))
                .map(home -> new Maildir(home, home.resolve("Maildir"), LineEnd.LF, Optional.of(OWNER)));
    }
}
