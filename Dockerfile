# docker build -t postern .
# docker run -d --name postern -v postern:/var/lib/postern -p 143:1143 -p 993:1993 -p 110:1110 -p 995:1995 postern
# docker exec -it postern postern user add alice@example.org
#
# Any configuration key can be set as -e POSTERN_...; docs/operations.md says more.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
# the libraries are a layer of their own, fetched again only when the pom changes
COPY .mvn .mvn
COPY pom.xml ./
RUN mvn -B -q -DskipTests dependency:go-offline
COPY . .
RUN mvn -B -q -DskipTests package

FROM eclipse-temurin:17-jre
RUN useradd --system --user-group --uid 10143 --home-dir /var/lib/postern --shell /usr/sbin/nologin postern \
    && install -d -o postern -g postern -m 0750 /var/lib/postern \
    && install -d -m 0755 /etc/postern \
    && ln -s /opt/postern/bin/postern /usr/local/bin/postern
COPY --from=build /src/target/postern /opt/postern
RUN /opt/postern/bin/postern prepare

# Ports from 1024 on, so that no runtime needs to grant a capability. LMTP listens for the MTA's container:
# put both on a network of their own and do not publish the port.
ENV POSTERN_DATA_DIR=/var/lib/postern \
    POSTERN_IMAP_PORT=1143 \
    POSTERN_IMAP_TLS_PORT=1993 \
    POSTERN_POP3_PORT=1110 \
    POSTERN_POP3_TLS_PORT=1995 \
    POSTERN_LMTP_PORT=1024 \
    POSTERN_LMTP_BIND=0.0.0.0
EXPOSE 1143 1993 1110 1995 1024
VOLUME /var/lib/postern
USER postern
WORKDIR /var/lib/postern

# healthy: greets an IMAP client
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$POSTERN_IMAP_PORT && read -r -t 8 line <&3 && [[ $line == '* OK'* ]]"]
ENTRYPOINT ["/opt/postern/bin/postern"]
CMD ["serve"]
