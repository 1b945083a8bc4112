import Testing

@testable import ProcFS

@Suite struct ControlGroupTests {
  static let task = "0123456789abcdef0123456789abcdef"
  static let id = String(repeating: "0123456789abcdef", count: 4)

  @Test(
    arguments: [
      ("0::/docker/\(id)", id),
      ("0::/system.slice/docker-\(id).scope", id),
      ("0::/machine.slice/libpod-\(id).scope/container", id),
      ("0::/machine.slice/libpod-conmon-\(id).scope", nil),
      ("0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-\(id).scope", id),
      ("0::/default/\(id)", id),
      ("0::/kubepods/burstable/pod1234-56/\(id)", id),
      (
        "0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod1_2.slice/cri-containerd-\(id).scope",
        id
      ),
      ("0::/kubepods.slice/kubepods-pod1.slice/crio-\(id).scope", id),
      ("0::/kubepods.slice/kubepods-pod1.slice/crio-conmon-\(id).scope", nil),
      ("0::/system.slice/containerd.service/kubepods-pod1.slice:cri-containerd:\(id)", id),
      ("0::/lxc/web/init.scope", "web"),
      ("0::/lxc.payload.web/system.slice", "web"),
      ("0::/lxc.payload/web", "web"),
      ("0::/lxc.monitor.web", nil),
      ("0::/machine.slice/machine-my\\x2dweb.scope/payload", "my-web"),
      ("0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope", nil),
      ("0::/machine.slice/systemd-nspawn@my\\x2dweb.service/payload", "my-web"),
      ("4:memory:/docker/\(id)\n0::/", id),
      ("0::/system.slice/ssh.service", nil),
      ("0::/docker/\(id.uppercased())", nil),
      ("0::/x\(id)", nil),
      ("0::/system.slice/docker-\(id).scope (deleted)", id),
      // Fargate, and ECS on machines of one's own.
      ("0::/ecs/\(task)/\(task)-1234567890", "\(task)-1234567890"),
      ("4:memory:/ecs/\(task)/\(task)-12\n0::/", "\(task)-12"),
      ("0::/ecs/\(task)/\(id)", id),
      ("0::/ecs/0e1a2b3c-0000-4000-8000-0123456789ab/\(id)", id),
      ("0::/ecs/\(task)", nil),
      ("0::/x/\(task)-", nil),
      ("0::/x/\(task)-12a", nil),
      ("0::/x/\(task.uppercased())-12", nil),
      ("0::/garden/5ac5f4a2-97c2-4b4a-6d5a-3d1e", "5ac5f4a2-97c2-4b4a-6d5a-3d1e"),
      (
        "0::/system.slice/garden.service/garden/0e1a2b3c-0000-4000-8000-0123456789ab",
        "0e1a2b3c-0000-4000-8000-0123456789ab"
      ),
      (
        "5:memory:/system.slice/garden.service/5ac5f4a2-97c2-4b4a-6d5a-3d1e",
        "5ac5f4a2-97c2-4b4a-6d5a-3d1e"
      ),
      ("0::/x/5ac5f4a2-97c2-4b4a-6d5a-3d1", nil),
      ("0::/docker/buildkit/k3x6q0p1z9v8w7u6t5s4r3q2p", "k3x6q0p1z9v8w7u6t5s4r3q2p"),
      ("0::/docker/\(id)/buildkit/k3x6q0p1z9v8w7u6t5s4r3q2p", "k3x6q0p1z9v8w7u6t5s4r3q2p"),
      ("0::/docker/buildkit", nil),
      ("0::/lxc/101/ns/system.slice/cron.service", "101"),
      ("0::/kubepods/besteffort/pod\(task)/\(id)", id),
      ("0::/kubepods/besteffort/pod\(task)", nil),
      ("0::/user.slice/user-libpod_pod_\(id).slice", nil),
    ] as [(String, String?)])
  func containerIs(text: String, container: String?) throws {
    let groups = try #require(parsed(text, ControlGroups.init))
    #expect(groups.container.map { String(decoding: $0, as: UTF8.self) } == container)
  }

  @Test(
    arguments: [
      ("0::/system.slice/nginx.service", "nginx.service", "system.slice"),
      (
        "0::/system.slice/system-getty.slice/getty@tty1.service", "getty@tty1.service",
        "system-getty.slice"
      ),
      ("0::/user.slice/user-1000.slice/session-3.scope", "session-3.scope", "user-1000.slice"),
      (
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/x.service", "user@1000.service",
        "user-1000.slice"
      ),
      ("0::/init.scope", "init.scope", "-.slice"),
      ("0::/", nil, nil),
      ("0::/docker/abc", nil, nil),
      ("0::/kubepods.slice/kubepods-pod1.slice", nil, "kubepods-pod1.slice"),
      ("2:cpu:/a\n1:name=systemd:/system.slice/web.service\n0::/", "web.service", "system.slice"),
      ("0::/system.slice/web.service (deleted)", "web.service", "system.slice"),
    ] as [(String, String?, String?)])
  func unitAndSliceAre(text: String, unit: String?, slice: String?) throws {
    let groups = try #require(parsed(text, ControlGroups.init))
    #expect(groups.unit.map { String(decoding: $0, as: UTF8.self) } == unit)
    #expect(groups.slice.map { String(decoding: $0, as: UTF8.self) } == slice)
  }

  @Test(
    arguments: [
      ("\(user)/app.slice/app-firefox-4711.scope", "app-firefox-4711.scope"),
      ("\(user)/app.slice/app-gnome.slice/x.service", "x.service"),
      ("\(user)/session.slice/pipewire.service/below", "pipewire.service"),
      ("\(user)/init.scope", "init.scope"),
      (user, nil), ("\(user)/app.slice", nil), ("\(user)/app.slice/odd", nil),
      ("0::/user.slice/user-1000.slice/session-3.scope", nil),
      ("0::/user.slice/user-1000.slice/session-3.scope/x.service", "x.service"),
      ("0::/system.slice/nginx.service/sub.service", nil), ("0::/", nil),
      ("1:name=systemd:/user.slice/user-1.slice/user@1.service/x.service\n0::/", "x.service"),
    ] as [(String, String?)])
  func userUnitIs(text: String, unit: String?) throws {
    let groups = try #require(parsed(text, ControlGroups.init))
    #expect(groups.userUnit.map { String(decoding: $0, as: UTF8.self) } == unit)
  }

  static let user = "0::/user.slice/user-1000.slice/user@1000.service"

  @Test(arguments: [
    ("0::/a", "/a"), ("5:cpu:/x\n0::/a", "/a"), ("5:cpu:/x\n0::/", "/x"),
    ("5:cpu:/x\n1:name=systemd:/y\n0::/", "/y"), ("5:cpu:/\n0::/", "/"), ("5:cpu:/", "/"),
    ("5:cpu:/x", "/x"), ("0::/a:b", "/a:b"), ("12:cpu,cpuacct:/a:b:c", "/a:b:c"),
  ])
  func pathIs(text: String, path: String) throws {
    let groups = try #require(parsed(text, ControlGroups.init))
    #expect(String(decoding: groups.path, as: UTF8.self) == path)
  }

  @Test(arguments: ["", "x", "1", "1:", "1:cpu", ":cpu:/x"])
  func whatIsNoLineIsNone(text: String) {
    #expect(parsed(text, ControlGroups.init) == nil)
  }
}
