// THIS FILE IS GENERATED - DO NOT EDIT. Made by scripts/served-types.ts from the Go types of k8s.io/api and
// k8s.io/apimachinery v0.36.1 (Apache-2.0).

export const servedTypes: string = `
kind apps/v1 ControllerRevision controllerrevisions namespaced apps.v1.ControllerRevision
kind apps/v1 DaemonSet daemonsets namespaced apps.v1.DaemonSet
kind apps/v1 Deployment deployments namespaced apps.v1.Deployment
kind apps/v1 ReplicaSet replicasets namespaced apps.v1.ReplicaSet
kind apps/v1 StatefulSet statefulsets namespaced apps.v1.StatefulSet
kind autoscaling/v1 HorizontalPodAutoscaler horizontalpodautoscalers namespaced autoscaling.v1.HorizontalPodAutoscaler
kind autoscaling/v1 Scale scales namespaced autoscaling.v1.Scale
kind autoscaling/v2 HorizontalPodAutoscaler horizontalpodautoscalers namespaced autoscaling.v2.HorizontalPodAutoscaler
kind batch/v1 CronJob cronjobs namespaced batch.v1.CronJob
kind batch/v1 Job jobs namespaced batch.v1.Job
kind coordination.k8s.io/v1 Lease leases namespaced coordination.v1.Lease
kind discovery.k8s.io/v1 EndpointSlice endpointslices namespaced discovery.v1.EndpointSlice
kind networking.k8s.io/v1 IPAddress ipaddresses cluster networking.v1.IPAddress
kind networking.k8s.io/v1 Ingress ingresses namespaced networking.v1.Ingress
kind networking.k8s.io/v1 IngressClass ingressclasses cluster networking.v1.IngressClass
kind networking.k8s.io/v1 NetworkPolicy networkpolicies namespaced networking.v1.NetworkPolicy
kind networking.k8s.io/v1 ServiceCIDR servicecidrs cluster networking.v1.ServiceCIDR
kind node.k8s.io/v1 RuntimeClass runtimeclasses cluster node.v1.RuntimeClass
kind policy/v1 Eviction evictions namespaced policy.v1.Eviction
kind policy/v1 PodDisruptionBudget poddisruptionbudgets namespaced policy.v1.PodDisruptionBudget
kind rbac.authorization.k8s.io/v1 ClusterRole clusterroles cluster rbac.v1.ClusterRole
kind rbac.authorization.k8s.io/v1 ClusterRoleBinding clusterrolebindings cluster rbac.v1.ClusterRoleBinding
kind rbac.authorization.k8s.io/v1 Role roles namespaced rbac.v1.Role
kind rbac.authorization.k8s.io/v1 RoleBinding rolebindings namespaced rbac.v1.RoleBinding
kind scheduling.k8s.io/v1 PriorityClass priorityclasses cluster scheduling.v1.PriorityClass
kind storage.k8s.io/v1 CSIDriver csidrivers cluster storage.v1.CSIDriver
kind storage.k8s.io/v1 CSINode csinodes cluster storage.v1.CSINode
kind storage.k8s.io/v1 CSIStorageCapacity csistoragecapacities namespaced storage.v1.CSIStorageCapacity
kind storage.k8s.io/v1 StorageClass storageclasses cluster storage.v1.StorageClass
kind storage.k8s.io/v1 VolumeAttachment volumeattachments cluster storage.v1.VolumeAttachment
kind storage.k8s.io/v1 VolumeAttributesClass volumeattributesclasses cluster storage.v1.VolumeAttributesClass
kind v1 Binding bindings namespaced core.v1.Binding
kind v1 ComponentStatus componentstatuses cluster core.v1.ComponentStatus
kind v1 ConfigMap configmaps namespaced core.v1.ConfigMap
kind v1 Endpoints endpoints namespaced core.v1.Endpoints
kind v1 Event events namespaced core.v1.Event
kind v1 LimitRange limitranges namespaced core.v1.LimitRange
kind v1 Namespace namespaces cluster core.v1.Namespace
kind v1 Node nodes cluster core.v1.Node
kind v1 PersistentVolume persistentvolumes cluster core.v1.PersistentVolume
kind v1 PersistentVolumeClaim persistentvolumeclaims namespaced core.v1.PersistentVolumeClaim
kind v1 Pod pods namespaced core.v1.Pod
kind v1 PodStatusResult podstatusresults namespaced core.v1.PodStatusResult
kind v1 PodTemplate podtemplates namespaced core.v1.PodTemplate
kind v1 RangeAllocation rangeallocations namespaced core.v1.RangeAllocation
kind v1 ReplicationController replicationcontrollers namespaced core.v1.ReplicationController
kind v1 ResourceQuota resourcequotas namespaced core.v1.ResourceQuota
kind v1 Secret secrets namespaced core.v1.Secret
kind v1 Service services namespaced core.v1.Service
kind v1 ServiceAccount serviceaccounts namespaced core.v1.ServiceAccount
type apps.v1.ControllerRevision kind:string apiVersion:string metadata:meta.v1.ObjectMeta data:any revision:int!
type apps.v1.DaemonSet kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
type apps.v1.DaemonSetCondition type:string! status:string! lastTransitionTime:time reason:string message:string
type apps.v1.DaemonSetSpec selector:*meta.v1.LabelSelector! template:core.v1.PodTemplateSpec! updateStrategy:DaemonSetUpdateStrategy minReadySeconds:int revisionHistoryLimit:*int
type apps.v1.DaemonSetStatus currentNumberScheduled:int! numberMisscheduled:int! desiredNumberScheduled:int! numberReady:int! observedGeneration:int updatedNumberScheduled:int numberAvailable:int numberUnavailable:int collisionCount:*int conditions:[]DaemonSetCondition
type apps.v1.DaemonSetUpdateStrategy type:string rollingUpdate:*RollingUpdateDaemonSet
type apps.v1.Deployment kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:DeploymentSpec status:DeploymentStatus
type apps.v1.DeploymentCondition type:string! status:string! lastUpdateTime:time lastTransitionTime:time reason:string message:string
type apps.v1.DeploymentSpec replicas:*int selector:*meta.v1.LabelSelector! template:core.v1.PodTemplateSpec! strategy:DeploymentStrategy minReadySeconds:int revisionHistoryLimit:*int paused:bool progressDeadlineSeconds:*int
type apps.v1.DeploymentStatus observedGeneration:int replicas:int updatedReplicas:int readyReplicas:int availableReplicas:int unavailableReplicas:int terminatingReplicas:*int conditions:[]DeploymentCondition collisionCount:*int
type apps.v1.DeploymentStrategy type:string rollingUpdate:*RollingUpdateDeployment
type apps.v1.ReplicaSet kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
type apps.v1.ReplicaSetCondition type:string! status:string! lastTransitionTime:time reason:string message:string
type apps.v1.ReplicaSetSpec replicas:*int minReadySeconds:int selector:*meta.v1.LabelSelector! template:core.v1.PodTemplateSpec
type apps.v1.ReplicaSetStatus replicas:int! fullyLabeledReplicas:int readyReplicas:int availableReplicas:int terminatingReplicas:*int observedGeneration:int conditions:[]ReplicaSetCondition
type apps.v1.RollingUpdateDaemonSet maxUnavailable:*intorstring maxSurge:*intorstring
type apps.v1.RollingUpdateDeployment maxUnavailable:*intorstring maxSurge:*intorstring
type apps.v1.RollingUpdateStatefulSetStrategy partition:*int maxUnavailable:*intorstring
type apps.v1.StatefulSet kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus
type apps.v1.StatefulSetCondition type:string! status:string! lastTransitionTime:time reason:string message:string
type apps.v1.StatefulSetOrdinals start:int!
type apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted:string whenScaled:string
type apps.v1.StatefulSetSpec replicas:*int selector:*meta.v1.LabelSelector! template:core.v1.PodTemplateSpec! volumeClaimTemplates:[]core.v1.PersistentVolumeClaim serviceName:string! podManagementPolicy:string updateStrategy:StatefulSetUpdateStrategy revisionHistoryLimit:*int minReadySeconds:int persistentVolumeClaimRetentionPolicy:*StatefulSetPersistentVolumeClaimRetentionPolicy ordinals:*StatefulSetOrdinals
type apps.v1.StatefulSetStatus observedGeneration:int replicas:int! readyReplicas:int currentReplicas:int updatedReplicas:int currentRevision:string updateRevision:string collisionCount:*int conditions:[]StatefulSetCondition availableReplicas:int!
type apps.v1.StatefulSetUpdateStrategy type:string rollingUpdate:*RollingUpdateStatefulSetStrategy
type autoscaling.v1.CrossVersionObjectReference kind:string! name:string! apiVersion:string
type autoscaling.v1.HorizontalPodAutoscaler kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:HorizontalPodAutoscalerSpec status:HorizontalPodAutoscalerStatus
type autoscaling.v1.HorizontalPodAutoscalerSpec scaleTargetRef:CrossVersionObjectReference! minReplicas:*int maxReplicas:int! targetCPUUtilizationPercentage:*int
type autoscaling.v1.HorizontalPodAutoscalerStatus observedGeneration:*int lastScaleTime:*time currentReplicas:int! desiredReplicas:int! currentCPUUtilizationPercentage:*int
type autoscaling.v1.Scale kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:ScaleSpec status:ScaleStatus
type autoscaling.v1.ScaleSpec replicas:int
type autoscaling.v1.ScaleStatus replicas:int! selector:string
type autoscaling.v2.ContainerResourceMetricSource name:string! target:MetricTarget! container:string!
type autoscaling.v2.ContainerResourceMetricStatus name:string! current:MetricValueStatus! container:string!
type autoscaling.v2.CrossVersionObjectReference kind:string! name:string! apiVersion:string
type autoscaling.v2.ExternalMetricSource metric:MetricIdentifier! target:MetricTarget!
type autoscaling.v2.ExternalMetricStatus metric:MetricIdentifier! current:MetricValueStatus!
type autoscaling.v2.HPAScalingPolicy type:string! value:int! periodSeconds:int!
type autoscaling.v2.HPAScalingRules stabilizationWindowSeconds:*int selectPolicy:*string policies:[]HPAScalingPolicy tolerance:*quantity
type autoscaling.v2.HorizontalPodAutoscaler kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:HorizontalPodAutoscalerSpec status:HorizontalPodAutoscalerStatus
type autoscaling.v2.HorizontalPodAutoscalerBehavior scaleUp:*HPAScalingRules scaleDown:*HPAScalingRules
type autoscaling.v2.HorizontalPodAutoscalerCondition type:string! status:string! lastTransitionTime:time reason:string message:string
type autoscaling.v2.HorizontalPodAutoscalerSpec scaleTargetRef:CrossVersionObjectReference! minReplicas:*int maxReplicas:int! metrics:[]MetricSpec behavior:*HorizontalPodAutoscalerBehavior
type autoscaling.v2.HorizontalPodAutoscalerStatus observedGeneration:*int lastScaleTime:*time currentReplicas:int desiredReplicas:int! currentMetrics:[]MetricStatus! conditions:[]HorizontalPodAutoscalerCondition
type autoscaling.v2.MetricIdentifier name:string! selector:*meta.v1.LabelSelector
type autoscaling.v2.MetricSpec type:string! object:*ObjectMetricSource pods:*PodsMetricSource resource:*ResourceMetricSource containerResource:*ContainerResourceMetricSource external:*ExternalMetricSource
type autoscaling.v2.MetricStatus type:string! object:*ObjectMetricStatus pods:*PodsMetricStatus resource:*ResourceMetricStatus containerResource:*ContainerResourceMetricStatus external:*ExternalMetricStatus
type autoscaling.v2.MetricTarget type:string! value:*quantity averageValue:*quantity averageUtilization:*int
type autoscaling.v2.MetricValueStatus value:*quantity averageValue:*quantity averageUtilization:*int
type autoscaling.v2.ObjectMetricSource describedObject:CrossVersionObjectReference! target:MetricTarget! metric:MetricIdentifier!
type autoscaling.v2.ObjectMetricStatus metric:MetricIdentifier! current:MetricValueStatus! describedObject:CrossVersionObjectReference!
type autoscaling.v2.PodsMetricSource metric:MetricIdentifier! target:MetricTarget!
type autoscaling.v2.PodsMetricStatus metric:MetricIdentifier! current:MetricValueStatus!
type autoscaling.v2.ResourceMetricSource name:string! target:MetricTarget!
type autoscaling.v2.ResourceMetricStatus name:string! current:MetricValueStatus!
type batch.v1.CronJob kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:CronJobSpec status:CronJobStatus
type batch.v1.CronJobSpec schedule:string! timeZone:*string startingDeadlineSeconds:*int concurrencyPolicy:string suspend:*bool jobTemplate:JobTemplateSpec! successfulJobsHistoryLimit:*int failedJobsHistoryLimit:*int
type batch.v1.CronJobStatus active:[]core.v1.ObjectReference lastScheduleTime:*time lastSuccessfulTime:*time
type batch.v1.Job kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:JobSpec status:JobStatus
type batch.v1.JobCondition type:string! status:string! lastProbeTime:time lastTransitionTime:time reason:string message:string
type batch.v1.JobSpec parallelism:*int completions:*int activeDeadlineSeconds:*int podFailurePolicy:*PodFailurePolicy successPolicy:*SuccessPolicy backoffLimit:*int backoffLimitPerIndex:*int maxFailedIndexes:*int selector:*meta.v1.LabelSelector manualSelector:*bool template:core.v1.PodTemplateSpec! ttlSecondsAfterFinished:*int completionMode:*string suspend:*bool podReplacementPolicy:*string managedBy:*string
type batch.v1.JobStatus conditions:[]JobCondition startTime:*time completionTime:*time active:int succeeded:int failed:int terminating:*int completedIndexes:string failedIndexes:*string uncountedTerminatedPods:*UncountedTerminatedPods ready:*int
type batch.v1.JobTemplateSpec metadata:meta.v1.ObjectMeta spec:JobSpec
type batch.v1.PodFailurePolicy rules:[]PodFailurePolicyRule!
type batch.v1.PodFailurePolicyOnExitCodesRequirement containerName:*string operator:string! values:[]int!
type batch.v1.PodFailurePolicyOnPodConditionsPattern type:string! status:string!
type batch.v1.PodFailurePolicyRule action:string! onExitCodes:*PodFailurePolicyOnExitCodesRequirement onPodConditions:[]PodFailurePolicyOnPodConditionsPattern
type batch.v1.SuccessPolicy rules:[]SuccessPolicyRule!
type batch.v1.SuccessPolicyRule succeededIndexes:*string succeededCount:*int
type batch.v1.UncountedTerminatedPods succeeded:[]string failed:[]string
type coordination.v1.Lease kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:LeaseSpec
type coordination.v1.LeaseSpec holderIdentity:*string leaseDurationSeconds:*int acquireTime:*microtime renewTime:*microtime leaseTransitions:*int strategy:*string preferredHolder:*string
type core.v1.AWSElasticBlockStoreVolumeSource volumeID:string! fsType:string partition:int readOnly:bool
type core.v1.Affinity nodeAffinity:*NodeAffinity podAffinity:*PodAffinity podAntiAffinity:*PodAntiAffinity
type core.v1.AppArmorProfile type:string! localhostProfile:*string
type core.v1.AttachedVolume name:string! devicePath:string!
type core.v1.AzureDiskVolumeSource diskName:string! diskURI:string! cachingMode:*string fsType:*string readOnly:*bool kind:*string
type core.v1.AzureFilePersistentVolumeSource secretName:string! shareName:string! readOnly:bool secretNamespace:*string!
type core.v1.AzureFileVolumeSource secretName:string! shareName:string! readOnly:bool
type core.v1.Binding kind:string apiVersion:string metadata:meta.v1.ObjectMeta target:ObjectReference!
type core.v1.CSIPersistentVolumeSource driver:string! volumeHandle:string! readOnly:bool fsType:string volumeAttributes:{}string controllerPublishSecretRef:*SecretReference nodeStageSecretRef:*SecretReference nodePublishSecretRef:*SecretReference controllerExpandSecretRef:*SecretReference nodeExpandSecretRef:*SecretReference
type core.v1.CSIVolumeSource driver:string! readOnly:*bool fsType:*string volumeAttributes:{}string nodePublishSecretRef:*LocalObjectReference
type core.v1.Capabilities add:[]string drop:[]string
type core.v1.CephFSPersistentVolumeSource monitors:[]string! path:string user:string secretFile:string secretRef:*SecretReference readOnly:bool
type core.v1.CephFSVolumeSource monitors:[]string! path:string user:string secretFile:string secretRef:*LocalObjectReference readOnly:bool
type core.v1.CinderPersistentVolumeSource volumeID:string! fsType:string readOnly:bool secretRef:*SecretReference
type core.v1.CinderVolumeSource volumeID:string! fsType:string readOnly:bool secretRef:*LocalObjectReference
type core.v1.ClientIPConfig timeoutSeconds:*int
type core.v1.ClusterTrustBundleProjection name:*string signerName:*string labelSelector:*meta.v1.LabelSelector optional:*bool path:string!
type core.v1.ComponentCondition type:string! status:string! message:string error:string
type core.v1.ComponentStatus kind:string apiVersion:string metadata:meta.v1.ObjectMeta conditions:[]ComponentCondition
type core.v1.ConfigMap kind:string apiVersion:string metadata:meta.v1.ObjectMeta immutable:*bool data:{}string binaryData:{}bytes
type core.v1.ConfigMapEnvSource name:string optional:*bool
type core.v1.ConfigMapKeySelector name:string key:string! optional:*bool
type core.v1.ConfigMapNodeConfigSource namespace:string! name:string! uid:string resourceVersion:string kubeletConfigKey:string!
type core.v1.ConfigMapProjection name:string items:[]KeyToPath optional:*bool
type core.v1.ConfigMapVolumeSource name:string items:[]KeyToPath defaultMode:*int optional:*bool
type core.v1.Container name:string! image:string command:[]string args:[]string workingDir:string ports:[]ContainerPort envFrom:[]EnvFromSource env:[]EnvVar resources:ResourceRequirements resizePolicy:[]ContainerResizePolicy restartPolicy:*string restartPolicyRules:[]ContainerRestartRule volumeMounts:[]VolumeMount volumeDevices:[]VolumeDevice livenessProbe:*Probe readinessProbe:*Probe startupProbe:*Probe lifecycle:*Lifecycle terminationMessagePath:string terminationMessagePolicy:string imagePullPolicy:string securityContext:*SecurityContext stdin:bool stdinOnce:bool tty:bool
type core.v1.ContainerExtendedResourceRequest containerName:string! resourceName:string! requestName:string!
type core.v1.ContainerImage names:[]string! sizeBytes:int
type core.v1.ContainerPort name:string hostPort:int containerPort:int! protocol:string hostIP:string
type core.v1.ContainerResizePolicy resourceName:string! restartPolicy:string!
type core.v1.ContainerRestartRule action:string exitCodes:*ContainerRestartRuleOnExitCodes
type core.v1.ContainerRestartRuleOnExitCodes operator:string values:[]int
type core.v1.ContainerState waiting:*ContainerStateWaiting running:*ContainerStateRunning terminated:*ContainerStateTerminated
type core.v1.ContainerStateRunning startedAt:time
type core.v1.ContainerStateTerminated exitCode:int! signal:int reason:string message:string startedAt:time finishedAt:time containerID:string
type core.v1.ContainerStateWaiting reason:string message:string
type core.v1.ContainerStatus name:string! state:ContainerState lastState:ContainerState ready:bool! restartCount:int! image:string! imageID:string! containerID:string started:*bool allocatedResources:{}quantity resources:*ResourceRequirements volumeMounts:[]VolumeMountStatus user:*ContainerUser allocatedResourcesStatus:[]ResourceStatus stopSignal:*string
type core.v1.ContainerUser linux:*LinuxContainerUser
type core.v1.DaemonEndpoint Port:int!
type core.v1.DownwardAPIProjection items:[]DownwardAPIVolumeFile
type core.v1.DownwardAPIVolumeFile path:string! fieldRef:*ObjectFieldSelector resourceFieldRef:*ResourceFieldSelector mode:*int
type core.v1.DownwardAPIVolumeSource items:[]DownwardAPIVolumeFile defaultMode:*int
type core.v1.EmptyDirVolumeSource medium:string sizeLimit:*quantity
type core.v1.EndpointAddress ip:string! hostname:string nodeName:*string targetRef:*ObjectReference
type core.v1.EndpointPort name:string port:int! protocol:string appProtocol:*string
type core.v1.EndpointSubset addresses:[]EndpointAddress notReadyAddresses:[]EndpointAddress ports:[]EndpointPort
type core.v1.Endpoints kind:string apiVersion:string metadata:meta.v1.ObjectMeta subsets:[]EndpointSubset
type core.v1.EnvFromSource prefix:string configMapRef:*ConfigMapEnvSource secretRef:*SecretEnvSource
type core.v1.EnvVar name:string! value:string valueFrom:*EnvVarSource
type core.v1.EnvVarSource fieldRef:*ObjectFieldSelector resourceFieldRef:*ResourceFieldSelector configMapKeyRef:*ConfigMapKeySelector secretKeyRef:*SecretKeySelector fileKeyRef:*FileKeySelector
type core.v1.EphemeralContainer name:string! image:string command:[]string args:[]string workingDir:string ports:[]ContainerPort envFrom:[]EnvFromSource env:[]EnvVar resources:ResourceRequirements resizePolicy:[]ContainerResizePolicy restartPolicy:*string restartPolicyRules:[]ContainerRestartRule volumeMounts:[]VolumeMount volumeDevices:[]VolumeDevice livenessProbe:*Probe readinessProbe:*Probe startupProbe:*Probe lifecycle:*Lifecycle terminationMessagePath:string terminationMessagePolicy:string imagePullPolicy:string securityContext:*SecurityContext stdin:bool stdinOnce:bool tty:bool targetContainerName:string
type core.v1.EphemeralVolumeSource volumeClaimTemplate:*PersistentVolumeClaimTemplate
type core.v1.Event kind:string apiVersion:string metadata:meta.v1.ObjectMeta! involvedObject:ObjectReference! reason:string message:string source:EventSource firstTimestamp:time lastTimestamp:time count:int type:string eventTime:microtime series:*EventSeries action:string related:*ObjectReference reportingComponent:string! reportingInstance:string!
type core.v1.EventSeries count:int lastObservedTime:microtime
type core.v1.EventSource component:string host:string
type core.v1.ExecAction command:[]string
type core.v1.FCVolumeSource targetWWNs:[]string lun:*int fsType:string readOnly:bool wwids:[]string
type core.v1.FileKeySelector volumeName:string! path:string! key:string! optional:*bool
type core.v1.FlexPersistentVolumeSource driver:string! fsType:string secretRef:*SecretReference readOnly:bool options:{}string
type core.v1.FlexVolumeSource driver:string! fsType:string secretRef:*LocalObjectReference readOnly:bool options:{}string
type core.v1.FlockerVolumeSource datasetName:string datasetUUID:string
type core.v1.GCEPersistentDiskVolumeSource pdName:string! fsType:string partition:int readOnly:bool
type core.v1.GRPCAction port:int! service:*string!
type core.v1.GitRepoVolumeSource repository:string! revision:string directory:string
type core.v1.GlusterfsPersistentVolumeSource endpoints:string! path:string! readOnly:bool endpointsNamespace:*string
type core.v1.GlusterfsVolumeSource endpoints:string! path:string! readOnly:bool
type core.v1.HTTPGetAction path:string port:intorstring! host:string scheme:string httpHeaders:[]HTTPHeader
type core.v1.HTTPHeader name:string! value:string!
type core.v1.HostAlias ip:string! hostnames:[]string
type core.v1.HostIP ip:string!
type core.v1.HostPathVolumeSource path:string! type:*string
type core.v1.ISCSIPersistentVolumeSource targetPortal:string! iqn:string! lun:int! iscsiInterface:string fsType:string readOnly:bool portals:[]string chapAuthDiscovery:bool chapAuthSession:bool secretRef:*SecretReference initiatorName:*string
type core.v1.ISCSIVolumeSource targetPortal:string! iqn:string! lun:int! iscsiInterface:string fsType:string readOnly:bool portals:[]string chapAuthDiscovery:bool chapAuthSession:bool secretRef:*LocalObjectReference initiatorName:*string
type core.v1.ImageVolumeSource reference:string pullPolicy:string
type core.v1.ImageVolumeStatus imageRef:string
type core.v1.KeyToPath key:string! path:string! mode:*int
type core.v1.Lifecycle postStart:*LifecycleHandler preStop:*LifecycleHandler stopSignal:*string
type core.v1.LifecycleHandler exec:*ExecAction httpGet:*HTTPGetAction tcpSocket:*TCPSocketAction sleep:*SleepAction
type core.v1.LimitRange kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:LimitRangeSpec
type core.v1.LimitRangeItem type:string! max:{}quantity min:{}quantity default:{}quantity defaultRequest:{}quantity maxLimitRequestRatio:{}quantity
type core.v1.LimitRangeSpec limits:[]LimitRangeItem!
type core.v1.LinuxContainerUser uid:int! gid:int! supplementalGroups:[]int
type core.v1.LoadBalancerIngress ip:string hostname:string ipMode:*string ports:[]PortStatus
type core.v1.LoadBalancerStatus ingress:[]LoadBalancerIngress
type core.v1.LocalObjectReference name:string
type core.v1.LocalVolumeSource path:string! fsType:*string
type core.v1.ModifyVolumeStatus targetVolumeAttributesClassName:string status:string!
type core.v1.NFSVolumeSource server:string! path:string! readOnly:bool
type core.v1.Namespace kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:NamespaceSpec status:NamespaceStatus
type core.v1.NamespaceCondition type:string! status:string! lastTransitionTime:time reason:string message:string
type core.v1.NamespaceSpec finalizers:[]string
type core.v1.NamespaceStatus phase:string conditions:[]NamespaceCondition
type core.v1.Node kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:NodeSpec status:NodeStatus
type core.v1.NodeAddress type:string! address:string!
type core.v1.NodeAffinity requiredDuringSchedulingIgnoredDuringExecution:*NodeSelector preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm
type core.v1.NodeAllocatableResourceClaimStatus resourceClaimName:string! containers:[]string resources:{}quantity!
type core.v1.NodeCondition type:string! status:string! lastHeartbeatTime:time lastTransitionTime:time reason:string message:string
type core.v1.NodeConfigSource configMap:*ConfigMapNodeConfigSource
type core.v1.NodeConfigStatus assigned:*NodeConfigSource active:*NodeConfigSource lastKnownGood:*NodeConfigSource error:string
type core.v1.NodeDaemonEndpoints kubeletEndpoint:DaemonEndpoint
type core.v1.NodeFeatures supplementalGroupsPolicy:*bool
type core.v1.NodeRuntimeHandler name:string! features:*NodeRuntimeHandlerFeatures
type core.v1.NodeRuntimeHandlerFeatures recursiveReadOnlyMounts:*bool userNamespaces:*bool
type core.v1.NodeSelector nodeSelectorTerms:[]NodeSelectorTerm!
type core.v1.NodeSelectorRequirement key:string! operator:string! values:[]string
type core.v1.NodeSelectorTerm matchExpressions:[]NodeSelectorRequirement matchFields:[]NodeSelectorRequirement
type core.v1.NodeSpec podCIDR:string podCIDRs:[]string providerID:string unschedulable:bool taints:[]Taint configSource:*NodeConfigSource externalID:string
type core.v1.NodeStatus capacity:{}quantity allocatable:{}quantity phase:string conditions:[]NodeCondition addresses:[]NodeAddress daemonEndpoints:NodeDaemonEndpoints nodeInfo:NodeSystemInfo images:[]ContainerImage volumesInUse:[]string volumesAttached:[]AttachedVolume config:*NodeConfigStatus runtimeHandlers:[]NodeRuntimeHandler features:*NodeFeatures declaredFeatures:[]string
type core.v1.NodeSwapStatus capacity:*int
type core.v1.NodeSystemInfo machineID:string! systemUUID:string! bootID:string! kernelVersion:string! osImage:string! containerRuntimeVersion:string! kubeletVersion:string! kubeProxyVersion:string! operatingSystem:string! architecture:string! swap:*NodeSwapStatus
type core.v1.ObjectFieldSelector apiVersion:string fieldPath:string!
type core.v1.ObjectReference kind:string namespace:string name:string uid:string apiVersion:string resourceVersion:string fieldPath:string
type core.v1.PersistentVolume kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:PersistentVolumeSpec status:PersistentVolumeStatus
type core.v1.PersistentVolumeClaim kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:PersistentVolumeClaimSpec status:PersistentVolumeClaimStatus
type core.v1.PersistentVolumeClaimCondition type:string! status:string! lastProbeTime:time lastTransitionTime:time reason:string message:string
type core.v1.PersistentVolumeClaimSpec accessModes:[]string selector:*meta.v1.LabelSelector resources:VolumeResourceRequirements volumeName:string storageClassName:*string volumeMode:*string dataSource:*TypedLocalObjectReference dataSourceRef:*TypedObjectReference volumeAttributesClassName:*string
type core.v1.PersistentVolumeClaimStatus phase:string accessModes:[]string capacity:{}quantity conditions:[]PersistentVolumeClaimCondition allocatedResources:{}quantity allocatedResourceStatuses:{}string currentVolumeAttributesClassName:*string modifyVolumeStatus:*ModifyVolumeStatus
type core.v1.PersistentVolumeClaimTemplate metadata:meta.v1.ObjectMeta spec:PersistentVolumeClaimSpec!
type core.v1.PersistentVolumeClaimVolumeSource claimName:string! readOnly:bool
type core.v1.PersistentVolumeSpec capacity:{}quantity gcePersistentDisk:*GCEPersistentDiskVolumeSource awsElasticBlockStore:*AWSElasticBlockStoreVolumeSource hostPath:*HostPathVolumeSource glusterfs:*GlusterfsPersistentVolumeSource nfs:*NFSVolumeSource rbd:*RBDPersistentVolumeSource iscsi:*ISCSIPersistentVolumeSource cinder:*CinderPersistentVolumeSource cephfs:*CephFSPersistentVolumeSource fc:*FCVolumeSource flocker:*FlockerVolumeSource flexVolume:*FlexPersistentVolumeSource azureFile:*AzureFilePersistentVolumeSource vsphereVolume:*VsphereVirtualDiskVolumeSource quobyte:*QuobyteVolumeSource azureDisk:*AzureDiskVolumeSource photonPersistentDisk:*PhotonPersistentDiskVolumeSource portworxVolume:*PortworxVolumeSource scaleIO:*ScaleIOPersistentVolumeSource local:*LocalVolumeSource storageos:*StorageOSPersistentVolumeSource csi:*CSIPersistentVolumeSource accessModes:[]string claimRef:*ObjectReference persistentVolumeReclaimPolicy:string storageClassName:string mountOptions:[]string volumeMode:*string nodeAffinity:*VolumeNodeAffinity volumeAttributesClassName:*string
type core.v1.PersistentVolumeStatus phase:string message:string reason:string lastPhaseTransitionTime:*time
type core.v1.PhotonPersistentDiskVolumeSource pdID:string! fsType:string
type core.v1.Pod kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:PodSpec status:PodStatus
type core.v1.PodAffinity requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
type core.v1.PodAffinityTerm labelSelector:*meta.v1.LabelSelector namespaces:[]string topologyKey:string! namespaceSelector:*meta.v1.LabelSelector matchLabelKeys:[]string mismatchLabelKeys:[]string
type core.v1.PodAntiAffinity requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
type core.v1.PodCertificateProjection signerName:string keyType:string maxExpirationSeconds:*int credentialBundlePath:string keyPath:string certificateChainPath:string userAnnotations:{}string
type core.v1.PodCondition type:string! observedGeneration:int status:string! lastProbeTime:time lastTransitionTime:time reason:string message:string
type core.v1.PodDNSConfig nameservers:[]string searches:[]string options:[]PodDNSConfigOption
type core.v1.PodDNSConfigOption name:string value:*string
type core.v1.PodExtendedResourceClaimStatus requestMappings:[]ContainerExtendedResourceRequest! resourceClaimName:string!
type core.v1.PodIP ip:string!
type core.v1.PodOS name:string!
type core.v1.PodReadinessGate conditionType:string!
type core.v1.PodResourceClaim name:string! resourceClaimName:*string resourceClaimTemplateName:*string
type core.v1.PodResourceClaimStatus name:string! resourceClaimName:*string
type core.v1.PodSchedulingGate name:string!
type core.v1.PodSchedulingGroup podGroupName:*string
type core.v1.PodSecurityContext seLinuxOptions:*SELinuxOptions windowsOptions:*WindowsSecurityContextOptions runAsUser:*int runAsGroup:*int runAsNonRoot:*bool supplementalGroups:[]int supplementalGroupsPolicy:*string fsGroup:*int sysctls:[]Sysctl fsGroupChangePolicy:*string seccompProfile:*SeccompProfile appArmorProfile:*AppArmorProfile seLinuxChangePolicy:*string
type core.v1.PodSpec volumes:[]Volume initContainers:[]Container containers:[]Container! ephemeralContainers:[]EphemeralContainer restartPolicy:string terminationGracePeriodSeconds:*int activeDeadlineSeconds:*int dnsPolicy:string nodeSelector:{}string serviceAccountName:string serviceAccount:string automountServiceAccountToken:*bool nodeName:string hostNetwork:bool hostPID:bool hostIPC:bool shareProcessNamespace:*bool securityContext:*PodSecurityContext imagePullSecrets:[]LocalObjectReference hostname:string subdomain:string affinity:*Affinity schedulerName:string tolerations:[]Toleration hostAliases:[]HostAlias priorityClassName:string priority:*int dnsConfig:*PodDNSConfig readinessGates:[]PodReadinessGate runtimeClassName:*string enableServiceLinks:*bool preemptionPolicy:*string overhead:{}quantity topologySpreadConstraints:[]TopologySpreadConstraint setHostnameAsFQDN:*bool os:*PodOS hostUsers:*bool schedulingGates:[]PodSchedulingGate resourceClaims:[]PodResourceClaim resources:*ResourceRequirements hostnameOverride:*string schedulingGroup:*PodSchedulingGroup
type core.v1.PodStatus observedGeneration:int phase:string conditions:[]PodCondition message:string reason:string nominatedNodeName:string hostIP:string hostIPs:[]HostIP podIP:string podIPs:[]PodIP startTime:*time initContainerStatuses:[]ContainerStatus containerStatuses:[]ContainerStatus qosClass:string ephemeralContainerStatuses:[]ContainerStatus resize:string resourceClaimStatuses:[]PodResourceClaimStatus extendedResourceClaimStatus:*PodExtendedResourceClaimStatus allocatedResources:{}quantity resources:*ResourceRequirements nodeAllocatableResourceClaimStatuses:[]NodeAllocatableResourceClaimStatus
type core.v1.PodStatusResult kind:string apiVersion:string metadata:meta.v1.ObjectMeta status:PodStatus
type core.v1.PodTemplate kind:string apiVersion:string metadata:meta.v1.ObjectMeta template:PodTemplateSpec
type core.v1.PodTemplateSpec metadata:meta.v1.ObjectMeta spec:PodSpec
type core.v1.PortStatus port:int! protocol:string! error:*string
type core.v1.PortworxVolumeSource volumeID:string! fsType:string readOnly:bool
type core.v1.PreferredSchedulingTerm weight:int! preference:NodeSelectorTerm!
type core.v1.Probe exec:*ExecAction httpGet:*HTTPGetAction tcpSocket:*TCPSocketAction grpc:*GRPCAction initialDelaySeconds:int timeoutSeconds:int periodSeconds:int successThreshold:int failureThreshold:int terminationGracePeriodSeconds:*int
type core.v1.ProjectedVolumeSource sources:[]VolumeProjection! defaultMode:*int
type core.v1.QuobyteVolumeSource registry:string! volume:string! readOnly:bool user:string group:string tenant:string
type core.v1.RBDPersistentVolumeSource monitors:[]string! image:string! fsType:string pool:string user:string keyring:string secretRef:*SecretReference readOnly:bool
type core.v1.RBDVolumeSource monitors:[]string! image:string! fsType:string pool:string user:string keyring:string secretRef:*LocalObjectReference readOnly:bool
type core.v1.RangeAllocation kind:string apiVersion:string metadata:meta.v1.ObjectMeta range:string! data:bytes!
type core.v1.ReplicationController kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:ReplicationControllerSpec status:ReplicationControllerStatus
type core.v1.ReplicationControllerCondition type:string! status:string! lastTransitionTime:time reason:string message:string
type core.v1.ReplicationControllerSpec replicas:*int minReadySeconds:int selector:{}string template:*PodTemplateSpec
type core.v1.ReplicationControllerStatus replicas:int! fullyLabeledReplicas:int readyReplicas:int availableReplicas:int observedGeneration:int conditions:[]ReplicationControllerCondition
type core.v1.ResourceClaim name:string! request:string
type core.v1.ResourceFieldSelector containerName:string resource:string! divisor:quantity
type core.v1.ResourceHealth resourceID:string! health:string message:*string
type core.v1.ResourceQuota kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:ResourceQuotaSpec status:ResourceQuotaStatus
type core.v1.ResourceQuotaSpec hard:{}quantity scopes:[]string scopeSelector:*ScopeSelector
type core.v1.ResourceQuotaStatus hard:{}quantity used:{}quantity
type core.v1.ResourceRequirements limits:{}quantity requests:{}quantity claims:[]ResourceClaim
type core.v1.ResourceStatus name:string! resources:[]ResourceHealth
type core.v1.SELinuxOptions user:string role:string type:string level:string
type core.v1.ScaleIOPersistentVolumeSource gateway:string! system:string! secretRef:*SecretReference! sslEnabled:bool protectionDomain:string storagePool:string storageMode:string volumeName:string fsType:string readOnly:bool
type core.v1.ScaleIOVolumeSource gateway:string! system:string! secretRef:*LocalObjectReference! sslEnabled:bool protectionDomain:string storagePool:string storageMode:string volumeName:string fsType:string readOnly:bool
type core.v1.ScopeSelector matchExpressions:[]ScopedResourceSelectorRequirement
type core.v1.ScopedResourceSelectorRequirement scopeName:string! operator:string! values:[]string
type core.v1.SeccompProfile type:string! localhostProfile:*string
type core.v1.Secret kind:string apiVersion:string metadata:meta.v1.ObjectMeta immutable:*bool data:{}bytes stringData:{}string type:string
type core.v1.SecretEnvSource name:string optional:*bool
type core.v1.SecretKeySelector name:string key:string! optional:*bool
type core.v1.SecretProjection name:string items:[]KeyToPath optional:*bool
type core.v1.SecretReference name:string namespace:string
type core.v1.SecretVolumeSource secretName:string items:[]KeyToPath defaultMode:*int optional:*bool
type core.v1.SecurityContext capabilities:*Capabilities privileged:*bool seLinuxOptions:*SELinuxOptions windowsOptions:*WindowsSecurityContextOptions runAsUser:*int runAsGroup:*int runAsNonRoot:*bool readOnlyRootFilesystem:*bool allowPrivilegeEscalation:*bool procMount:*string seccompProfile:*SeccompProfile appArmorProfile:*AppArmorProfile
type core.v1.Service kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:ServiceSpec status:ServiceStatus
type core.v1.ServiceAccount kind:string apiVersion:string metadata:meta.v1.ObjectMeta secrets:[]ObjectReference imagePullSecrets:[]LocalObjectReference automountServiceAccountToken:*bool
type core.v1.ServiceAccountTokenProjection audience:string expirationSeconds:*int path:string!
type core.v1.ServicePort name:string protocol:string appProtocol:*string port:int! targetPort:intorstring nodePort:int
type core.v1.ServiceSpec ports:[]ServicePort selector:{}string clusterIP:string clusterIPs:[]string type:string externalIPs:[]string sessionAffinity:string loadBalancerIP:string loadBalancerSourceRanges:[]string externalName:string externalTrafficPolicy:string healthCheckNodePort:int publishNotReadyAddresses:bool sessionAffinityConfig:*SessionAffinityConfig ipFamilies:[]string ipFamilyPolicy:*string allocateLoadBalancerNodePorts:*bool loadBalancerClass:*string internalTrafficPolicy:*string trafficDistribution:*string
type core.v1.ServiceStatus loadBalancer:LoadBalancerStatus conditions:[]meta.v1.Condition
type core.v1.SessionAffinityConfig clientIP:*ClientIPConfig
type core.v1.SleepAction seconds:int!
type core.v1.StorageOSPersistentVolumeSource volumeName:string volumeNamespace:string fsType:string readOnly:bool secretRef:*ObjectReference
type core.v1.StorageOSVolumeSource volumeName:string volumeNamespace:string fsType:string readOnly:bool secretRef:*LocalObjectReference
type core.v1.Sysctl name:string! value:string!
type core.v1.TCPSocketAction port:intorstring! host:string
type core.v1.Taint key:string! value:string effect:string! timeAdded:*time
type core.v1.Toleration key:string operator:string value:string effect:string tolerationSeconds:*int
type core.v1.TopologySelectorLabelRequirement key:string! values:[]string!
type core.v1.TopologySelectorTerm matchLabelExpressions:[]TopologySelectorLabelRequirement
type core.v1.TopologySpreadConstraint maxSkew:int! topologyKey:string! whenUnsatisfiable:string! labelSelector:*meta.v1.LabelSelector minDomains:*int nodeAffinityPolicy:*string nodeTaintsPolicy:*string matchLabelKeys:[]string
type core.v1.TypedLocalObjectReference apiGroup:*string! kind:string! name:string!
type core.v1.TypedObjectReference apiGroup:*string! kind:string! name:string! namespace:*string
type core.v1.Volume name:string! hostPath:*HostPathVolumeSource emptyDir:*EmptyDirVolumeSource gcePersistentDisk:*GCEPersistentDiskVolumeSource awsElasticBlockStore:*AWSElasticBlockStoreVolumeSource gitRepo:*GitRepoVolumeSource secret:*SecretVolumeSource nfs:*NFSVolumeSource iscsi:*ISCSIVolumeSource glusterfs:*GlusterfsVolumeSource persistentVolumeClaim:*PersistentVolumeClaimVolumeSource rbd:*RBDVolumeSource flexVolume:*FlexVolumeSource cinder:*CinderVolumeSource cephfs:*CephFSVolumeSource flocker:*FlockerVolumeSource downwardAPI:*DownwardAPIVolumeSource fc:*FCVolumeSource azureFile:*AzureFileVolumeSource configMap:*ConfigMapVolumeSource vsphereVolume:*VsphereVirtualDiskVolumeSource quobyte:*QuobyteVolumeSource azureDisk:*AzureDiskVolumeSource photonPersistentDisk:*PhotonPersistentDiskVolumeSource projected:*ProjectedVolumeSource portworxVolume:*PortworxVolumeSource scaleIO:*ScaleIOVolumeSource storageos:*StorageOSVolumeSource csi:*CSIVolumeSource ephemeral:*EphemeralVolumeSource image:*ImageVolumeSource
type core.v1.VolumeDevice name:string! devicePath:string!
type core.v1.VolumeMount name:string! readOnly:bool recursiveReadOnly:*string mountPath:string! subPath:string mountPropagation:*string subPathExpr:string
type core.v1.VolumeMountStatus name:string! mountPath:string! readOnly:bool recursiveReadOnly:*string volumeStatus:*VolumeStatus
type core.v1.VolumeNodeAffinity required:*NodeSelector
type core.v1.VolumeProjection secret:*SecretProjection downwardAPI:*DownwardAPIProjection configMap:*ConfigMapProjection serviceAccountToken:*ServiceAccountTokenProjection clusterTrustBundle:*ClusterTrustBundleProjection podCertificate:*PodCertificateProjection
type core.v1.VolumeResourceRequirements limits:{}quantity requests:{}quantity
type core.v1.VolumeStatus image:*ImageVolumeStatus
type core.v1.VsphereVirtualDiskVolumeSource volumePath:string! fsType:string storagePolicyName:string storagePolicyID:string
type core.v1.WeightedPodAffinityTerm weight:int! podAffinityTerm:PodAffinityTerm!
type core.v1.WindowsSecurityContextOptions gmsaCredentialSpecName:*string gmsaCredentialSpec:*string runAsUserName:*string hostProcess:*bool
type discovery.v1.Endpoint addresses:[]string! conditions:EndpointConditions hostname:*string targetRef:*core.v1.ObjectReference deprecatedTopology:{}string nodeName:*string zone:*string hints:*EndpointHints
type discovery.v1.EndpointConditions ready:*bool serving:*bool terminating:*bool
type discovery.v1.EndpointHints forZones:[]ForZone forNodes:[]ForNode
type discovery.v1.EndpointPort name:*string protocol:*string port:*int appProtocol:*string
type discovery.v1.EndpointSlice kind:string apiVersion:string metadata:meta.v1.ObjectMeta addressType:string! endpoints:[]Endpoint! ports:[]EndpointPort!
type discovery.v1.ForNode name:string!
type discovery.v1.ForZone name:string!
type meta.v1.Condition type:string! status:string! observedGeneration:int lastTransitionTime:time! reason:string! message:string!
type meta.v1.DeleteOptions kind:string apiVersion:string gracePeriodSeconds:*int preconditions:*Preconditions orphanDependents:*bool propagationPolicy:*string dryRun:[]string ignoreStoreReadErrorWithClusterBreakingPotential:*bool
type meta.v1.LabelSelector matchLabels:{}string matchExpressions:[]LabelSelectorRequirement
type meta.v1.LabelSelectorRequirement key:string! operator:string! values:[]string
type meta.v1.ManagedFieldsEntry manager:string operation:string apiVersion:string time:*time fieldsType:string fieldsV1:*any subresource:string
type meta.v1.ObjectMeta name:string generateName:string namespace:string selfLink:string uid:string resourceVersion:string generation:int creationTimestamp:time~ deletionTimestamp:*time deletionGracePeriodSeconds:*int labels:{}string annotations:{}string ownerReferences:[]OwnerReference finalizers:[]string managedFields:[]ManagedFieldsEntry
type meta.v1.OwnerReference apiVersion:string! kind:string! name:string! uid:string! controller:*bool blockOwnerDeletion:*bool
type meta.v1.Preconditions uid:*string resourceVersion:*string
type networking.v1.HTTPIngressPath path:string pathType:*string! backend:IngressBackend!
type networking.v1.HTTPIngressRuleValue paths:[]HTTPIngressPath!
type networking.v1.IPAddress kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:IPAddressSpec
type networking.v1.IPAddressSpec parentRef:*ParentReference
type networking.v1.IPBlock cidr:string! except:[]string
type networking.v1.Ingress kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:IngressSpec status:IngressStatus
type networking.v1.IngressBackend service:*IngressServiceBackend resource:*core.v1.TypedLocalObjectReference
type networking.v1.IngressClass kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:IngressClassSpec
type networking.v1.IngressClassParametersReference apiGroup:*string kind:string! name:string! scope:*string! namespace:*string
type networking.v1.IngressClassSpec controller:string parameters:*IngressClassParametersReference
type networking.v1.IngressLoadBalancerIngress ip:string hostname:string ports:[]IngressPortStatus
type networking.v1.IngressLoadBalancerStatus ingress:[]IngressLoadBalancerIngress
type networking.v1.IngressPortStatus port:int! protocol:string! error:*string
type networking.v1.IngressRule host:string http:*HTTPIngressRuleValue
type networking.v1.IngressServiceBackend name:string! port:ServiceBackendPort
type networking.v1.IngressSpec ingressClassName:*string defaultBackend:*IngressBackend tls:[]IngressTLS rules:[]IngressRule
type networking.v1.IngressStatus loadBalancer:IngressLoadBalancerStatus
type networking.v1.IngressTLS hosts:[]string secretName:string
type networking.v1.NetworkPolicy kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:NetworkPolicySpec
type networking.v1.NetworkPolicyEgressRule ports:[]NetworkPolicyPort to:[]NetworkPolicyPeer
type networking.v1.NetworkPolicyIngressRule ports:[]NetworkPolicyPort from:[]NetworkPolicyPeer
type networking.v1.NetworkPolicyPeer podSelector:*meta.v1.LabelSelector namespaceSelector:*meta.v1.LabelSelector ipBlock:*IPBlock
type networking.v1.NetworkPolicyPort protocol:*string port:*intorstring endPort:*int
type networking.v1.NetworkPolicySpec podSelector:meta.v1.LabelSelector! ingress:[]NetworkPolicyIngressRule egress:[]NetworkPolicyEgressRule policyTypes:[]string
type networking.v1.ParentReference group:string resource:string namespace:string name:string
type networking.v1.ServiceBackendPort name:string number:int
type networking.v1.ServiceCIDR kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:ServiceCIDRSpec status:ServiceCIDRStatus
type networking.v1.ServiceCIDRSpec cidrs:[]string
type networking.v1.ServiceCIDRStatus conditions:[]meta.v1.Condition
type node.v1.Overhead podFixed:{}quantity
type node.v1.RuntimeClass kind:string apiVersion:string metadata:meta.v1.ObjectMeta handler:string! overhead:*Overhead scheduling:*Scheduling
type node.v1.Scheduling nodeSelector:{}string tolerations:[]core.v1.Toleration
type policy.v1.Eviction kind:string apiVersion:string metadata:meta.v1.ObjectMeta deleteOptions:*meta.v1.DeleteOptions
type policy.v1.PodDisruptionBudget kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:PodDisruptionBudgetSpec status:PodDisruptionBudgetStatus
type policy.v1.PodDisruptionBudgetSpec minAvailable:*intorstring selector:*meta.v1.LabelSelector maxUnavailable:*intorstring unhealthyPodEvictionPolicy:*string
type policy.v1.PodDisruptionBudgetStatus observedGeneration:int disruptedPods:{}time disruptionsAllowed:int! currentHealthy:int! desiredHealthy:int! expectedPods:int! conditions:[]meta.v1.Condition
type rbac.v1.AggregationRule clusterRoleSelectors:[]meta.v1.LabelSelector
type rbac.v1.ClusterRole kind:string apiVersion:string metadata:meta.v1.ObjectMeta rules:[]PolicyRule! aggregationRule:*AggregationRule
type rbac.v1.ClusterRoleBinding kind:string apiVersion:string metadata:meta.v1.ObjectMeta subjects:[]Subject roleRef:RoleRef!
type rbac.v1.PolicyRule verbs:[]string! apiGroups:[]string resources:[]string resourceNames:[]string nonResourceURLs:[]string
type rbac.v1.Role kind:string apiVersion:string metadata:meta.v1.ObjectMeta rules:[]PolicyRule!
type rbac.v1.RoleBinding kind:string apiVersion:string metadata:meta.v1.ObjectMeta subjects:[]Subject roleRef:RoleRef!
type rbac.v1.RoleRef apiGroup:string! kind:string! name:string!
type rbac.v1.Subject kind:string! apiGroup:string name:string! namespace:string
type scheduling.v1.PriorityClass kind:string apiVersion:string metadata:meta.v1.ObjectMeta value:int! globalDefault:bool description:string preemptionPolicy:*string
type storage.v1.CSIDriver kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:CSIDriverSpec!
type storage.v1.CSIDriverSpec attachRequired:*bool podInfoOnMount:*bool volumeLifecycleModes:[]string storageCapacity:*bool fsGroupPolicy:*string tokenRequests:[]TokenRequest requiresRepublish:*bool seLinuxMount:*bool nodeAllocatableUpdatePeriodSeconds:*int serviceAccountTokenInSecrets:*bool preventPodSchedulingIfMissing:*bool
type storage.v1.CSINode kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:CSINodeSpec!
type storage.v1.CSINodeDriver name:string! nodeID:string! topologyKeys:[]string! allocatable:*VolumeNodeResources
type storage.v1.CSINodeSpec drivers:[]CSINodeDriver!
type storage.v1.CSIStorageCapacity kind:string apiVersion:string metadata:meta.v1.ObjectMeta nodeTopology:*meta.v1.LabelSelector storageClassName:string! capacity:*quantity maximumVolumeSize:*quantity
type storage.v1.StorageClass kind:string apiVersion:string metadata:meta.v1.ObjectMeta provisioner:string! parameters:{}string reclaimPolicy:*string mountOptions:[]string allowVolumeExpansion:*bool volumeBindingMode:*string allowedTopologies:[]core.v1.TopologySelectorTerm
type storage.v1.TokenRequest audience:string! expirationSeconds:*int
type storage.v1.VolumeAttachment kind:string apiVersion:string metadata:meta.v1.ObjectMeta spec:VolumeAttachmentSpec! status:VolumeAttachmentStatus
type storage.v1.VolumeAttachmentSource persistentVolumeName:*string inlineVolumeSpec:*core.v1.PersistentVolumeSpec
type storage.v1.VolumeAttachmentSpec attacher:string! source:VolumeAttachmentSource! nodeName:string!
type storage.v1.VolumeAttachmentStatus attached:bool! attachmentMetadata:{}string attachError:*VolumeError detachError:*VolumeError
type storage.v1.VolumeAttributesClass kind:string apiVersion:string metadata:meta.v1.ObjectMeta driverName:string! parameters:{}string
type storage.v1.VolumeError time:time message:string errorCode:*int
type storage.v1.VolumeNodeResources count:*int
`;
